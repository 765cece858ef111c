package dev.obor.plot;

/// A place on an axis.
///
/// @param share how far along the axis it is, 0 to 1
/// @param label what is written there; empty for a line of the grid only
record Tick(double share, String label) {}
