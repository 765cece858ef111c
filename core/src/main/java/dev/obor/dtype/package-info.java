/// What an element is: [dev.obor.dtype.DType] names it, [dev.obor.dtype.Promotion] says which type results when types
/// meet, [dev.obor.dtype.Half] converts the two 16-bit floating-point formats that exist as storage only.
///
/// ```java
/// Promotion.promote(DType.INT64, DType.FLOAT32) == DType.FLOAT32
/// ```
///
/// Nothing here knows of shapes, arrays or tensors.
package dev.obor.dtype;
