/// The primer: five sets of exercises, from the first tensor to a trained classifier.
///
/// | set | what it is about | classes |
/// |---|---|---|
/// | A | shapes, products, indexing, softmax | `Shaping`, `Picking`, `Likelihoods` |
/// | B | from a neuron to a digit classifier | `Neurons`, `Slopes`, `NamedAxes`, `DigitNets` |
/// | C | broadcasting and statistics | `Patterned`, `Counts`, `Clusters` |
/// | D | tensors, gradients by hand, modules | `Basics`, `ByHand`, `Networks` |
/// | E | matrix products from the foundations | `PickledDigits`, `OldRandom`, `SpeedLadder`, `Rules` |
///
/// An exercise is a method that takes a [dev.obor.primer.Page]: it says what it is about, shows what it computes, and
/// checks it. Read the method, change it, run it again: `./obor primer A4`.
///
/// ```java
/// static void identity(Page page) {
///     Tensor eye = Obor.arange(3).eq(Obor.arange(3).unsqueeze(1)).to(DType.FLOAT32);
///     page.show(eye);
///     page.same(eye, Obor.eye(3));
/// }
/// ```
///
/// Every class ends in a list of its exercises with their ids and titles, and [dev.obor.primer.Primer] joins the lists.
/// What must never be put here: anything that other programs use; where an exercise needs a helper, the library is to
/// have it.
package dev.obor.primer;
