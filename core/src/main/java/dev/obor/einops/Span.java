package dev.obor.einops;

/// A part of a text, from `start` up to, not including, `end`; empty for a place between two characters.
record Span(int start, int end) {}
