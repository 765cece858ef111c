/// Helpers for tests of tensor code, our own and yours.
///
/// - A *golden file* holds inputs and outputs that another library computed; [dev.obor.testing.Golden] reads one, a
///   [dev.obor.testing.GoldenCase] is one of its lines, a [dev.obor.testing.GoldenValue] one of its values.
///
/// No test framework is needed: a failed check throws an `AssertionError`, which all of them report.
package dev.obor.testing;
