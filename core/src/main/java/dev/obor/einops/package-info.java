/// One language for shapes: what happens to axes is said by a pattern that names them.
///
/// - [dev.obor.einops.Einops] holds the functions: `rearrange`, `reduce`, `repeat`, `pack`, `unpack`,
///   `parseShape` and `einsum`. Those of one tensor are methods of [dev.obor.tensor.Tensor] too.
/// - [dev.obor.einops.Transform] is a pattern with its lengths, checked once and applied to many tensors.
/// - [dev.obor.einops.Shapes] checks the shapes of arguments and records against patterns, and reads sizes back
///   by name.
///
/// ```java
/// Tensor patches = images.rearrange("b c (h p) (w q) -> b (h w) (p q c)", axis("p", 16), axis("q", 16));
/// Tensor pooled = images.reduce("b c (h 2) (w 2) -> b c h w", "max");
/// Tensor scores = einsum("batch query d, batch key d -> batch query key", q, k);
/// ```
///
/// The notation is that of the Python library einops (A. Rogozhnikov, "Einops: Clear and Reliable Tensor
/// Manipulations with Einstein-like Notation", ICLR 2022). A pattern has a left and a right side with `->`
/// between. A side is a list of dims, separated by spaces:
///
/// | written | means |
/// |---|---|
/// | `height` | an axis: a letter, then letters, digits and inner underscores |
/// | `(h w)` | one dim made of several axes, the last of which runs fastest; the length of one of them is found |
/// | `1`, `()` | a dim of size 1 |
/// | `3` | an axis of that length without a name: it goes in `reduce`, it comes in `repeat` |
/// | `...` | any number of dims; on the right also in parentheses, which makes them one |
/// | `*` | in `pack` and `unpack`: the axes in which the tensors differ |
/// | `_` | in `parseShape` and `Shapes`: a dim whose size does not matter |
///
/// A *pattern* is read once and becomes a *plan* for tensors of one rank, which is kept; for a shape and axis
/// lengths a plan gives *steps* (reshape, reduce, permute, expand), of which those that change nothing are left
/// out. An einsum's *subscripts* become *instructions* in the same way. Plans know layouts and no tensors; they
/// are carried out in ordinary tensor calls, so everything here has gradients of any order, and no operator was
/// added for it. What must never be put here: loops over elements, and gradients.
///
/// In einsum with letters, the axes of `...` are summed over where it does not stand on the right, as PyTorch
/// does; with names that is an error, because it is seldom meant.
///
/// Errors are [dev.obor.error.PatternException]s in two layers: what is wrong, with a caret under the place in
/// the pattern; then the pattern, the shape and the axis lengths in force.
///
/// Tensors stand above this package and cannot name it. Their pattern methods ([dev.obor.tensor.Patterns]) find
/// it the way they find their interpreter: [dev.obor.tensor.PatternLanguage] is declared there and provided
/// here. The language could not stand above tensors itself: it computes with them.
package dev.obor.einops;
