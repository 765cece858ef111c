/// Modules as ONNX files, which other runtimes read.
///
/// ```java
/// Onnx.save(Path.of("net.onnx"), net, Obor.zeros(1, 3, 224, 224), Onnx.options().batchAxis(0));
/// ```
///
/// A module is *traced*: its forward runs on an example, and an [dev.obor.tensor.Interpreter] that computes as ever
/// records each operator whose result depends on the input. The words:
///
/// - A *graph* is what ONNX knows: *nodes*, each of a type, with *values* in and out; constants; inputs and outputs.
/// - A *lowering* says which nodes an operator becomes. Pointwise operators need none: their formula is lowered,
///   function by function. An operator without a lowering is an error that names it and the module's place.
/// - A parameter or buffer is a constant under its name in the state; whatever else does not depend on the input is
///   computed now and becomes a constant.
/// - A trace holds for the shapes of its example only, and must not depend on the example's values. Both are
///   checked by a second trace with other values, and with another batch size where that is to stay open:
///   where the two graphs differ in a multiple of the batch size, the file computes it; where they differ
///   otherwise, the export is refused.
///
/// The version of ONNX's operators is 18. 16-bit floating-point numbers are computed in float32, as
/// everywhere in Obor. What must never be put here: knowledge of single modules. Whatever is made of
/// operators can be exported.
package dev.obor.onnx;
