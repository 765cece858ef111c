package dev.obor.onnx;

import java.util.List;
import java.util.Map;

/// One operator of a graph.
///
/// @param type ONNX's name of it
record Node(String type, List<Value> inputs, List<Value> outputs, Map<String, Attribute> attributes) {}
