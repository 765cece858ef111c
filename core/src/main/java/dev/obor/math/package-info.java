/// Functions of one number after another, over double: what is too branchy for a definition in which every
/// branch is computed ([dev.obor.expr.ScalarMethod]).
///
/// Each class holds one family; each method states its error, the algorithm and its source. Everything rests
/// on basic operations and `StrictMath`, so that values are the same bits on every machine. NaN in gives NaN
/// out, and no method throws.
///
/// Nothing here knows of tensors, formulas or dtypes.
package dev.obor.math;
