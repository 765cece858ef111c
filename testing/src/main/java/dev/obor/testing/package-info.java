/// Helpers for tests of tensor code, our own and yours.
///
/// - [dev.obor.testing.TensorAssertions] compares tensors: close, within units in the last place, the same bits.
/// - [dev.obor.testing.GradCheck] compares gradients, of first and second order, with numerical ones.
/// - [dev.obor.testing.Layouts] lays a sample out in the ways that find mistakes in kernels.
/// - A *golden file* holds inputs and outputs that another library computed; [dev.obor.testing.Golden] reads one, a
///   [dev.obor.testing.GoldenCase] is one of its lines, a [dev.obor.testing.GoldenValue] one of its values.
///
/// ```java
/// new GradCheck("huber").check(in -> List.of(huber(in.get(0))), Layouts.SLICED.of(sample).requiresGrad(true));
/// ```
///
/// No test framework is needed: a failed check throws an `AssertionError`, which all of them report. Tests of
/// particular operators do not belong here.
package dev.obor.testing;
