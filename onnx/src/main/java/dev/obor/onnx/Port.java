package dev.obor.onnx;

import java.util.List;

/// An input or output of a graph.
///
/// @param sizes each a number, or a name for one that is open
record Port(String name, Value value, List<String> sizes) {}
