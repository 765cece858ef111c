package dev.obor.app.conformance;

/// A Java value that an encoded one was converted to.
///
/// @param value the value, never null
/// @param cost how far the Java type is from the Python one: 0 for its natural counterpart
record Fit(Object value, int cost) {}
