/// What the library throws on purpose: one root, [dev.obor.error.OborException], and a class for each kind of
/// mistake.
///
/// Every message reads `op: what is wrong, with the values: what to do`: the operator's PyTorch name first, shapes as
/// `[2, 3]`, dtypes as `float32`, dims as the user wrote them. Nothing but exceptions belongs here.
package dev.obor.error;
