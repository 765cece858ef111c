package dev.obor;

import dev.obor.dtype.DType;
import dev.obor.dtype.Promotion;
import dev.obor.error.DTypeException;
import dev.obor.error.ShapeException;
import dev.obor.layout.Layout;
import dev.obor.layout.Shape;
import dev.obor.storage.Storage;
import dev.obor.tensor.Tensor;
import java.util.Arrays;

/// The functions of [Obor] that make tensors.
public abstract sealed class Creation permits Windows {
    Creation() {}

    /// Returns a float32 tensor of one dim.
    public static Tensor tensor(float... elements) {
        return Tensor.of(elements.clone());
    }

    /// Returns a tensor of one dim, of the default dtype (float32 unless set); see
    /// [#fromArray(double\[\], int...)] for float64.
    public static Tensor tensor(double... elements) {
        return fromArray(elements).to(Promotion.defaultDtype());
    }

    /// Returns an int64 tensor of one dim.
    public static Tensor tensor(int... elements) {
        return Tensor.of(Arrays.stream(elements).asLongStream().toArray());
    }

    /// Returns an int64 tensor of one dim.
    public static Tensor tensor(long... elements) {
        return Tensor.of(elements.clone());
    }

    /// Returns a bool tensor of one dim.
    public static Tensor tensor(boolean... elements) {
        return Tensor.of(new Storage.Booleans(elements.clone()), DType.BOOL, Shape.of(elements.length));
    }

    /// Returns a tensor of the shape of a nested Java array such as `new double[][] {{1, 2}, {3, 4}}`, with
    /// the default dtype of its elements.
    ///
    /// @throws ShapeException if rows differ in length
    /// @throws DTypeException for an array of other things than numbers and truth values
    public static Tensor tensor(Object[] nested) {
        return NestedArrays.toTensor(nested);
    }

    /// Returns a tensor of the shape of a nested Java array.
    ///
    /// @throws ShapeException if rows differ in length
    /// @throws DTypeException for an array of other things than numbers and truth values, and for a number
    ///     that does not fit into the dtype
    public static Tensor tensor(Object[] nested, DType dtype) {
        return NestedArrays.toTensor(nested, dtype);
    }

    /// Returns a tensor of no dims: int64 for a whole number, float32 for others.
    public static Tensor scalar(Number value) {
        return Tensor.full(Shape.SCALAR, value, Promotion.ofNumber(value));
    }

    /// Returns a float32 tensor over an array, shared and not copied.
    ///
    /// @param sizes the shape; none for one dim
    public static Tensor fromArray(float[] array, int... sizes) {
        return Tensor.of(new Storage.Floats(array), DType.FLOAT32, shape(array.length, sizes));
    }

    /// Returns a float64 tensor over an array, shared and not copied.
    ///
    /// @param sizes the shape; none for one dim
    public static Tensor fromArray(double[] array, int... sizes) {
        return Tensor.of(new Storage.Doubles(array), DType.FLOAT64, shape(array.length, sizes));
    }

    /// Returns an int64 tensor over an array, shared and not copied.
    ///
    /// @param sizes the shape; none for one dim
    public static Tensor fromArray(long[] array, int... sizes) {
        return Tensor.of(new Storage.Longs(array), DType.INT64, shape(array.length, sizes));
    }

    /// Returns an int32 tensor over an array, shared and not copied.
    ///
    /// @param sizes the shape; none for one dim
    public static Tensor fromArray(int[] array, int... sizes) {
        return Tensor.of(new Storage.Ints(array), DType.INT32, shape(array.length, sizes));
    }

    /// Returns a uint8 tensor over the bits of an array, shared and not copied.
    ///
    /// @param sizes the shape; none for one dim
    public static Tensor fromBytes(byte[] array, int... sizes) {
        return Tensor.of(new Storage.Bytes(array), DType.UINT8, shape(array.length, sizes));
    }

    private static Shape shape(int length, int... sizes) {
        return sizes.length == 0 ? Shape.of(length) : Shape.of(sizes);
    }

    /// Returns float32 zeros.
    public static Tensor zeros(int... sizes) {
        return zeros(Promotion.defaultDtype(), sizes);
    }

    /// Returns zeros of a dtype.
    public static Tensor zeros(DType dtype, int... sizes) {
        return Tensor.full(Shape.of(sizes), 0, dtype);
    }

    /// Returns zeros of the default dtype, as in `zeros(x.shape())`.
    public static Tensor zeros(Shape shape) {
        return zeros(shape, Promotion.defaultDtype());
    }

    /// Returns zeros of a dtype.
    public static Tensor zeros(Shape shape, DType dtype) {
        return Tensor.full(shape, 0, dtype);
    }

    /// Returns float32 ones.
    public static Tensor ones(int... sizes) {
        return ones(Promotion.defaultDtype(), sizes);
    }

    /// Returns ones of a dtype.
    public static Tensor ones(DType dtype, int... sizes) {
        return Tensor.full(Shape.of(sizes), 1, dtype);
    }

    /// Returns ones of the default dtype, as in `ones(x.shape())`.
    public static Tensor ones(Shape shape) {
        return ones(shape, Promotion.defaultDtype());
    }

    /// Returns ones of a dtype.
    public static Tensor ones(Shape shape, DType dtype) {
        return Tensor.full(shape, 1, dtype);
    }

    /// Returns a tensor in which every element is a number, of its default dtype.
    public static Tensor full(Number value, int... sizes) {
        return full(Promotion.ofNumber(value), value, sizes);
    }

    /// Returns a tensor of a dtype in which every element is a number.
    ///
    /// @throws DTypeException if the number does not fit
    public static Tensor full(DType dtype, Number value, int... sizes) {
        return Tensor.full(Shape.of(sizes), value, dtype);
    }

    /// Returns a tensor in which every element is a truth value.
    public static Tensor full(boolean value, int... sizes) {
        return full(DType.BOOL, value ? 1 : 0, sizes);
    }

    /// Returns a tensor in which every element is a number, of its default dtype.
    public static Tensor full(Shape shape, Number fillValue) {
        return full(shape, fillValue, Promotion.ofNumber(fillValue));
    }

    /// Returns a tensor in which every element is a number, of its default dtype.
    public static Tensor full(int[] size, Number fillValue) {
        return full(Shape.of(size), fillValue);
    }

    /// Returns a tensor of a dtype in which every element is a number.
    ///
    /// @throws DTypeException if the number does not fit
    public static Tensor full(Shape shape, Number fillValue, DType dtype) {
        return Tensor.full(shape, fillValue, dtype);
    }

    /// Returns a float32 tensor that is to be filled; it holds zeros.
    public static Tensor empty(int... sizes) {
        return zeros(sizes);
    }

    /// Returns a tensor of a dtype that is to be filled; it holds zeros.
    public static Tensor empty(DType dtype, int... sizes) {
        return zeros(dtype, sizes);
    }

    /// Returns a tensor that is to be filled, and holds zeros of the default dtype, as in `empty(x.shape())`.
    public static Tensor empty(Shape shape) {
        return empty(shape, Promotion.defaultDtype());
    }

    /// Returns a tensor that is to be filled, and holds zeros of a dtype.
    public static Tensor empty(Shape shape, DType dtype) {
        return Tensor.full(shape, 0, dtype);
    }

    /// Returns a tensor with any strides that is to be filled; it holds zeros.
    ///
    /// @param size of each dim
    /// @param stride of each dim, in elements, 0 or more
    /// @throws ShapeException if sizes and strides differ in number, or are negative
    public static Tensor emptyStrided(int[] size, int[] stride, DType dtype) {
        Layout layout = Layout.of(Shape.of(size), stride, 0);
        Tensor storage = Tensor.full(Shape.of(Math.clamp(layout.end(), 0, Integer.MAX_VALUE)), 0, dtype);
        return Tensor.of(storage.view().with(layout));
    }

    /// Returns zeros of another tensor's shape and dtype.
    public static Tensor zerosLike(Tensor other) {
        return Tensor.full(other.shape(), 0, other.dtype());
    }

    /// Returns zeros of another tensor's shape.
    public static Tensor zerosLike(Tensor other, DType dtype) {
        return Tensor.full(other.shape(), 0, dtype);
    }

    /// Returns ones of another tensor's shape and dtype.
    public static Tensor onesLike(Tensor other) {
        return Tensor.full(other.shape(), 1, other.dtype());
    }

    /// Returns ones of another tensor's shape.
    public static Tensor onesLike(Tensor other, DType dtype) {
        return Tensor.full(other.shape(), 1, dtype);
    }

    /// Returns a tensor of another's shape and dtype that is to be filled; it holds zeros.
    public static Tensor emptyLike(Tensor other) {
        return zerosLike(other);
    }

    /// Returns a tensor of another's shape that is to be filled; it holds zeros.
    public static Tensor emptyLike(Tensor other, DType dtype) {
        return zerosLike(other, dtype);
    }

    /// Returns a tensor of another's shape and dtype in which every element is a number.
    public static Tensor fullLike(Tensor other, Number fillValue) {
        return Tensor.full(other.shape(), fillValue, other.dtype());
    }

    /// Returns a tensor of another's shape in which every element is a number.
    ///
    /// @throws DTypeException if the number does not fit
    public static Tensor fullLike(Tensor other, Number fillValue, DType dtype) {
        return Tensor.full(other.shape(), fillValue, dtype);
    }

    /// Returns 0, 1, … `end − 1` as int64.
    ///
    /// @throws ShapeException if `end` is negative
    public static Tensor arange(long end) {
        return arange(0, end, 1);
    }

    /// Returns `start`, `start + 1`, … below `end` as int64.
    ///
    /// @throws ShapeException if `end` is less than `start`
    public static Tensor arange(long start, long end) {
        return arange(start, end, 1);
    }

    /// Returns `start`, `start + step`, … up to and not including `end`, as int64.
    ///
    /// @throws ShapeException if the step does not lead from start to end
    public static Tensor arange(long start, long end, long step) {
        return Ranges.arange(start, end, step, DType.INT64);
    }

    /// Returns 0, 1, … below `end` as float32.
    ///
    /// @throws ShapeException if `end` is negative
    public static Tensor arange(double end) {
        return arange(0, end, 1);
    }

    /// Returns `start`, `start + 1`, … below `end` as float32.
    ///
    /// @throws ShapeException if `end` is less than `start`
    public static Tensor arange(double start, double end) {
        return arange(start, end, 1);
    }

    /// Returns `start`, `start + step`, … up to and not including `end`, as float32.
    ///
    /// @throws ShapeException if the step does not lead from start to end
    public static Tensor arange(double start, double end, double step) {
        return Ranges.arange(start, end, step, Promotion.defaultDtype());
    }

    /// Returns 0, 1, … below `end`.
    ///
    /// @throws ShapeException if `end` is negative
    /// @throws DTypeException for bool
    public static Tensor arange(Number end, DType dtype) {
        return Ranges.arange(0, end, 1, dtype);
    }

    /// Returns `start`, `start + 1`, … below `end`.
    ///
    /// @throws ShapeException if `end` is less than `start`
    /// @throws DTypeException for bool
    public static Tensor arange(Number start, Number end, DType dtype) {
        return Ranges.arange(start, end, 1, dtype);
    }

    /// Returns `start`, `start + step`, … up to and not including `end`. In an integer dtype all three are
    /// first cut off to whole numbers.
    ///
    /// @throws ShapeException if the step does not lead from start to end
    /// @throws DTypeException for bool
    public static Tensor arange(Number start, Number end, Number step, DType dtype) {
        return Ranges.arange(start, end, step, dtype);
    }

    /// Returns `steps` float32 numbers from `start` to `end`, both included, at equal distances.
    ///
    /// @throws ShapeException if `steps` is negative
    public static Tensor linspace(double start, double end, int steps) {
        return Ranges.linspace(start, end, steps, Promotion.defaultDtype());
    }

    /// Returns `steps` numbers from `start` to `end`, both included, at equal distances. In an integer dtype
    /// the ends are first cut off to whole numbers, and so are the results.
    ///
    /// @throws ShapeException if `steps` is negative
    /// @throws DTypeException for bool
    public static Tensor linspace(Number start, Number end, int steps, DType dtype) {
        return Ranges.linspace(start, end, steps, dtype);
    }

    /// Returns `steps` float32 powers of 10 whose exponents go from `start` to `end`, both included, at equal
    /// distances.
    ///
    /// @throws ShapeException if `steps` is negative
    public static Tensor logspace(double start, double end, int steps) {
        return logspace(start, end, steps, 10);
    }

    /// Returns `steps` float32 powers of a base whose exponents go from `start` to `end`, both included, at
    /// equal distances.
    ///
    /// @throws ShapeException if `steps` is negative
    public static Tensor logspace(double start, double end, int steps, double base) {
        return Ranges.logspace(start, end, steps, base, Promotion.defaultDtype());
    }

    /// Returns `steps` powers of a base whose exponents go from `start` to `end`, both included, at equal
    /// distances. In an integer dtype the ends are first cut off to whole numbers, and so are the results.
    ///
    /// @throws ShapeException if `steps` is negative
    /// @throws DTypeException for bool
    public static Tensor logspace(Number start, Number end, int steps, double base, DType dtype) {
        return Ranges.logspace(start, end, steps, base, dtype);
    }

    /// Returns a float32 matrix of `n` rows and columns with ones on the main diagonal.
    public static Tensor eye(int n) {
        return eye(n, n, Promotion.defaultDtype());
    }

    /// Returns a float32 matrix of `n` rows and `m` columns with ones on the main diagonal.
    public static Tensor eye(int n, int m) {
        return eye(n, m, Promotion.defaultDtype());
    }

    /// Returns a matrix of `n` rows and columns with ones on the main diagonal.
    public static Tensor eye(int n, DType dtype) {
        return eye(n, n, dtype);
    }

    /// Returns a matrix of `n` rows and `m` columns with ones on the main diagonal.
    public static Tensor eye(int n, int m, DType dtype) {
        Tensor matrix = zeros(dtype, n, m);
        matrix.diagonal().fill_(1);
        return matrix;
    }

    /// Returns the indices of the elements of a matrix on and below a diagonal, in row-major order: two rows,
    /// one of row and one of column indices, int64.
    ///
    /// @param offset of the diagonal: 0 for the main one, larger ones lie above it
    /// @throws ShapeException if a size is negative
    public static Tensor trilIndices(int row, int col, int offset) {
        return Ranges.triangle("trilIndices", false, row, col, offset);
    }

    /// Returns the indices of the elements of a matrix on and below the main diagonal.
    ///
    /// @throws ShapeException if a size is negative
    public static Tensor trilIndices(int row, int col) {
        return trilIndices(row, col, 0);
    }

    /// Returns the indices of the elements of a matrix on and below a diagonal, as int64 or int32.
    ///
    /// @throws ShapeException if a size is negative
    public static Tensor trilIndices(int row, int col, int offset, DType dtype) {
        return trilIndices(row, col, offset).to(dtype);
    }

    /// Returns the indices of the elements of a matrix on and above a diagonal, in row-major order: two rows,
    /// one of row and one of column indices, int64.
    ///
    /// @param offset of the diagonal: 0 for the main one, larger ones lie above it
    /// @throws ShapeException if a size is negative
    public static Tensor triuIndices(int row, int col, int offset) {
        return Ranges.triangle("triuIndices", true, row, col, offset);
    }

    /// Returns the indices of the elements of a matrix on and above the main diagonal.
    ///
    /// @throws ShapeException if a size is negative
    public static Tensor triuIndices(int row, int col) {
        return triuIndices(row, col, 0);
    }

    /// Returns the indices of the elements of a matrix on and above a diagonal, as int64 or int32.
    ///
    /// @throws ShapeException if a size is negative
    public static Tensor triuIndices(int row, int col, int offset, DType dtype) {
        return triuIndices(row, col, offset).to(dtype);
    }

    /// Returns a matrix whose columns are the powers of a tensor of one dim, from the highest down to the
    /// 0th.
    ///
    /// @throws ShapeException unless `x` has one dim
    public static Tensor vander(Tensor x) {
        return vander(x, x.numel(), false);
    }

    /// Returns a matrix whose columns are powers of a tensor of one dim.
    ///
    /// @param N how many, from the 0th on
    /// @param increasing whether the 0th comes first, else last
    /// @throws ShapeException unless `x` has one dim, or if `N` is negative
    public static Tensor vander(Tensor x, int N, boolean increasing) {
        return Ranges.vander(x, N, increasing);
    }

    /// Returns 0, 1, … as often as an integer tensor of one dim says at each place, in order.
    ///
    /// @throws ShapeException if a number is negative
    public static Tensor repeatInterleave(Tensor repeats) {
        return arange(repeats.numel()).repeatInterleave(repeats, 0);
    }
}
