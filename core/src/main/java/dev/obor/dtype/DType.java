package dev.obor.dtype;

import java.util.Locale;

/// The type of a tensor's elements, with PyTorch's names.
///
/// FLOAT16 and BFLOAT16 are storage formats: operators read them as float32 and round their results back.
public enum DType {
    /// Truth values.
    BOOL(Category.BOOL, 1),
    /// Unsigned bytes, 0 to 255.
    UINT8(Category.INTEGRAL, 1),
    /// Signed bytes.
    INT8(Category.INTEGRAL, 1),
    /// 16-bit integers.
    INT16(Category.INTEGRAL, 2),
    /// 32-bit integers.
    INT32(Category.INTEGRAL, 4),
    /// 64-bit integers, the default of integer literals and of indices.
    INT64(Category.INTEGRAL, 8),
    /// IEEE binary16, a storage format.
    FLOAT16(Category.FLOATING, 2),
    /// The upper half of a float32, a storage format.
    BFLOAT16(Category.FLOATING, 2),
    /// IEEE binary32, the default of floating-point literals.
    FLOAT32(Category.FLOATING, 4),
    /// IEEE binary64.
    FLOAT64(Category.FLOATING, 8);

    /// The kinds of number, in the order in which they win over each other.
    public enum Category {
        /// Truth values.
        BOOL,
        /// Whole numbers.
        INTEGRAL,
        /// Floating-point numbers.
        FLOATING
    }

    private final Category category;
    private final int bytes;
    private final String text;

    DType(Category category, int bytes) {
        this.category = category;
        this.bytes = bytes;
        this.text = name().toLowerCase(Locale.ROOT);
    }

    /// Returns the kind of number.
    public Category category() {
        return category;
    }

    /// Returns the bytes an element takes.
    public int bytes() {
        return bytes;
    }

    /// Tells whether the elements are floating-point numbers: only such tensors have gradients.
    public boolean isFloating() {
        return category == Category.FLOATING;
    }

    /// Tells whether the elements are integers (bool is not).
    public boolean isIntegral() {
        return category == Category.INTEGRAL;
    }

    /// Returns the type in which arithmetic on this type is done: float32 for the 16-bit floating-point
    /// formats, else the type itself.
    public DType compute() {
        return this == FLOAT16 || this == BFLOAT16 ? FLOAT32 : this;
    }

    /// Returns PyTorch's name, such as `float32`.
    @Override
    public String toString() {
        return text;
    }
}
