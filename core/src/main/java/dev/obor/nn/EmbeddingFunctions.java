package dev.obor.nn;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.error.DTypeException;
import dev.obor.error.IndexException;
import dev.obor.error.OborException;
import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;
import dev.obor.random.Generator;
import dev.obor.tensor.Tensor;
import java.util.Arrays;
import java.util.Optional;

/// The functions of [F] that look rows up by number, write numbers as ones among zeros, and drop elements at
/// random.
public abstract sealed class EmbeddingFunctions extends NormalizationFunctions permits DropoutFunctions {
    EmbeddingFunctions() {}

    /// Returns the rows of a weight that numbers name: of shape `[…, columns]` for numbers `[…]`.
    ///
    /// @throws IndexException if there is no such row
    public static Tensor embedding(Tensor x, Tensor weight) {
        return embedding(x, weight, Optional.empty());
    }

    /// Returns the rows of a weight that numbers name; the row `paddingIdx` gets no gradient.
    ///
    /// @param x int64 or int32
    /// @param weight a matrix
    /// @throws IndexException if there is no such row
    /// @throws ShapeException unless the weight is a matrix
    public static Tensor embedding(Tensor x, Tensor weight, Optional<Integer> paddingIdx) {
        return embedding(x, weight, paddingIdx, Optional.empty(), 2, false);
    }

    /// Returns the rows of a weight that numbers name; the row `paddingIdx` gets no gradient.
    ///
    /// @throws IndexException if there is no such row
    public static Tensor embedding(Tensor x, Tensor weight, int paddingIdx) {
        return embedding(x, weight, Optional.of(paddingIdx));
    }

    /// Returns the rows of a weight that numbers name.
    ///
    /// @param x int64 or int32
    /// @param weight a matrix
    /// @param paddingIdx a row without gradient; negative numbers count from the last
    /// @param maxNorm the length to which longer rows are cut, in the weight itself, before they are read
    /// @param normType the p of that length's norm
    /// @param scaleGradByFreq whether a row's gradient is divided by the times its number occurs
    /// @throws IndexException if there is no such row
    /// @throws ShapeException unless the weight is a matrix
    public static Tensor embedding(
            Tensor x,
            Tensor weight,
            Optional<Integer> paddingIdx,
            Optional<Double> maxNorm,
            double normType,
            boolean scaleGradByFreq) {
        checkTable("embedding", x, weight);
        Tensor numbers = x.reshape(x.numel()).to(DType.INT64);
        int padding = paddingRow("embedding", paddingIdx, weight);
        maxNorm.ifPresent(limit -> cut(weight, numbers, limit, normType));
        int[] sizes = Arrays.copyOf(x.shape().toArray(), x.dim() + 1);
        sizes[x.dim()] = weight.size(1);
        Tensor rows = rows("embedding", weight, numbers);
        if (scaleGradByFreq) {
            rows = rows.apply(new GradientScale(), shares(numbers, weight));
        }
        rows = padding < 0 ? rows : Tensor.where(numbers.ne(padding).unsqueeze(-1), rows, rows.detach());
        return rows.reshape(sizes);
    }

    private static Tensor rows(String op, Tensor weight, Tensor numbers) {
        try {
            return weight.indexSelect(0, numbers);
        } catch (IndexException e) {
            long least = numbers.amin().itemLong();
            throw new IndexException(op + ": the numbers hold "
                    + (least < 0 ? least : numbers.amax().itemLong())
                    + " and the weight of shape " + weight.shape() + " has " + weight.size(0)
                    + " rows: pass numbers from 0 to " + (weight.size(0) - 1));
        }
    }

    /// Returns one over the times that each number occurs, as a column.
    private static Tensor shares(Tensor numbers, Tensor weight) {
        Tensor counts = numbers.bincount(Optional.empty(), weight.size(0));
        return counts.indexSelect(0, numbers).to(weight.dtype()).reciprocal().unsqueeze(-1);
    }

    private static void checkTable(String op, Tensor x, Tensor weight) {
        if (weight.dim() != 2) {
            throw new ShapeException(op + ": the weight has shape " + weight.shape() + " and must be a matrix");
        }
        if (x.dtype() != DType.INT64 && x.dtype() != DType.INT32) {
            throw new DTypeException(op + ": the numbers are " + x.dtype() + " and must be int64 or int32");
        }
    }

    /// Returns the row's number from 0, or -1 for none.
    private static int paddingRow(String op, Optional<Integer> paddingIdx, Tensor weight) {
        int rows = weight.size(0);
        if (paddingIdx.isEmpty()) {
            return -1;
        }
        int row = paddingIdx.get();
        if (row < -rows || row >= rows) {
            throw new IndexException(op + ": paddingIdx is " + row + " and the weight has " + rows + " rows: pass "
                    + -rows + " to " + (rows - 1));
        }
        return row < 0 ? row + rows : row;
    }

    /// Cuts the named rows to a length, in the weight.
    private static void cut(Tensor weight, Tensor numbers, double maxNorm, double normType) {
        Obor.noGrad(() -> {
            Tensor named = numbers.unique();
            Tensor rows = weight.detach().indexSelect(0, named);
            Tensor norms = rows.norm(normType, new int[] {1}, true);
            Tensor factors = norms.add(1e-7).reciprocal().mul(maxNorm);
            Tensor one = Tensor.full(factors.shape(), 1, factors.dtype());
            weight.indexCopy_(0, named, rows.mul(Tensor.where(norms.gt(maxNorm), factors, one)));
        });
    }

    /// Returns one row for each bag of numbers, made of the rows of a weight that they name.
    ///
    /// @param x `[bags, numbers]`; or `[numbers]`, and then offsets say where each bag starts
    /// @param mode how the rows of a bag become one
    /// @throws ShapeException for other shapes
    /// @throws IndexException if there is no such row, or offsets do not ascend from 0
    public static Tensor embeddingBag(Tensor x, Tensor weight, Optional<Tensor> offsets, BagMode mode) {
        return embeddingBag(
                x, weight, offsets, Optional.empty(), 2, false, mode, Optional.empty(), false, Optional.empty());
    }

    /// Returns for each bag of numbers, `[bags, numbers]`, the mean of the rows that they name.
    ///
    /// @throws ShapeException for other shapes
    /// @throws IndexException if there is no such row
    public static Tensor embeddingBag(Tensor x, Tensor weight) {
        return embeddingBag(x, weight, Optional.empty(), BagMode.MEAN);
    }

    /// Returns for each bag of numbers the mean of the rows that they name.
    ///
    /// @param x `[numbers]`
    /// @param offsets where each bag starts
    /// @throws ShapeException for other shapes
    /// @throws IndexException if there is no such row, or offsets do not ascend from 0
    public static Tensor embeddingBag(Tensor x, Tensor weight, Tensor offsets) {
        return embeddingBag(x, weight, Optional.of(offsets), BagMode.MEAN);
    }

    /// Returns one row for each bag of numbers, made of the rows of a weight that they name: `[bags,
    /// columns]`. The row of an empty bag is 0.
    ///
    /// @param x int64 or int32: `[bags, numbers]`; or `[numbers]`, and then offsets say where each bag starts
    /// @param offsets ascending from 0
    /// @param maxNorm the length to which longer rows are cut, in the weight itself, before they are read
    /// @param normType the p of that length's norm
    /// @param scaleGradByFreq whether a row's gradient is divided by the times its number occurs; not for MAX
    /// @param mode how the rows of a bag become one
    /// @param perSampleWeights of x's shape: scales the rows before they are added; for SUM only
    /// @param includeLastOffset whether the last offset is the end of the last bag
    /// @param paddingIdx a number that is passed over, and whose row gets no gradient
    /// @throws ShapeException for other shapes
    /// @throws IndexException if there is no such row, or offsets do not ascend from 0
    /// @throws OborException for weights or scaled gradients where the mode has none
    public static Tensor embeddingBag(
            Tensor x,
            Tensor weight,
            Optional<Tensor> offsets,
            Optional<Double> maxNorm,
            double normType,
            boolean scaleGradByFreq,
            BagMode mode,
            Optional<Tensor> perSampleWeights,
            boolean includeLastOffset,
            Optional<Integer> paddingIdx) {
        checkTable("embeddingBag", x, weight);
        checkBags(x, offsets, scaleGradByFreq, mode, perSampleWeights);
        long[] ends = bagEnds(x, offsets, includeLastOffset);
        int padding = paddingRow("embeddingBag", paddingIdx, weight);
        Tensor numbers = x.reshape(x.numel()).to(DType.INT64);
        maxNorm.ifPresent(limit -> cut(weight, numbers, limit, normType));
        Tensor rows = rows("embeddingBag", weight, numbers);
        if (scaleGradByFreq) {
            rows = rows.apply(new GradientScale(), shares(numbers, weight));
        }
        Tensor bags = bagOfEach(numbers, ends, padding);
        if (mode == BagMode.MAX) {
            return largest(rows, bags, ends.length);
        }
        Tensor kept = bags.ge(0);
        Tensor scaled = perSampleWeights
                .map(w -> w.reshape(w.numel()).unsqueeze(-1))
                .map(rows::mul)
                .orElse(rows);
        Tensor zero = Tensor.full(Shape.of(), 0, rows.dtype());
        Tensor terms = padding < 0 ? scaled : Tensor.where(kept.unsqueeze(-1), scaled, zero);
        Tensor into = Tensor.full(Shape.of(ends.length, weight.size(1)), 0, weight.dtype());
        Tensor sums = into.indexAdd(0, bags.clampMin(0), terms);
        if (mode == BagMode.SUM) {
            return sums;
        }
        Tensor counts = Tensor.full(Shape.of(ends.length), 0, weight.dtype())
                .indexAdd(0, bags.clampMin(0), kept.to(weight.dtype()));
        return sums.div(counts.clampMin(1).unsqueeze(-1));
    }

    private static void checkBags(
            Tensor x, Optional<Tensor> offsets, boolean scaled, BagMode mode, Optional<Tensor> perSampleWeights) {
        if (x.dim() != 1 && x.dim() != 2 || (x.dim() == 1) != offsets.isPresent()) {
            throw new ShapeException("embeddingBag: the numbers have shape " + x.shape()
                    + (offsets.isPresent()
                            ? " with offsets: pass offsets with one row of numbers only"
                            : " without offsets: pass a matrix with a row for each bag, or one row and offsets"));
        }
        if (perSampleWeights.isPresent() && mode != BagMode.SUM) {
            throw new OborException("embeddingBag: perSampleWeights with the mode " + mode
                    + ": only SUM takes weights: leave them out, or take SUM");
        }
        if (perSampleWeights.isPresent() && !perSampleWeights.get().shape().equals(x.shape())) {
            throw new ShapeException("embeddingBag: perSampleWeights have shape "
                    + perSampleWeights.get().shape() + " and the numbers " + x.shape() + ": they must be equal");
        }
        if (scaled && mode == BagMode.MAX) {
            throw new OborException(
                    "embeddingBag: scaleGradByFreq with the mode MAX: take SUM or MEAN, or leave it out");
        }
    }

    /// Returns where each bag ends, after checking the offsets.
    private static long[] bagEnds(Tensor x, Optional<Tensor> offsets, boolean includeLastOffset) {
        if (offsets.isEmpty()) {
            long[] ends = new long[x.size(0)];
            Arrays.setAll(ends, bag -> (bag + 1L) * x.size(1));
            return ends;
        }
        Tensor given = offsets.get();
        if (given.dim() != 1 || !given.dtype().isIntegral()) {
            throw new ShapeException("embeddingBag: the offsets are " + given.dtype() + " of shape " + given.shape()
                    + ": pass one row of int64");
        }
        long[] starts = given.to(DType.INT64).toLongArray();
        for (int i = 0; i < starts.length; i++) {
            if (starts[i] < (i == 0 ? 0 : starts[i - 1]) || starts[i] > x.numel() || i == 0 && starts[0] != 0) {
                throw new IndexException("embeddingBag: offset " + i + " is " + starts[i] + " for " + x.numel()
                        + " numbers: offsets start with 0, ascend, and end within the numbers");
            }
        }
        if (includeLastOffset && starts.length == 0) {
            throw new ShapeException("embeddingBag: no offsets with includeLastOffset: pass at least the end, 0");
        }
        int bags = includeLastOffset ? starts.length - 1 : starts.length;
        long[] ends = new long[bags];
        Arrays.setAll(ends, bag -> bag + 1 < starts.length ? starts[bag + 1] : x.numel());
        return ends;
    }

    /// Returns the bag of each number, and -1 for padding and what lies behind the last bag.
    private static Tensor bagOfEach(Tensor numbers, long[] ends, int padding) {
        long[] values = numbers.toLongArray();
        long[] bags = new long[values.length];
        int bag = 0;
        for (int i = 0; i < values.length; i++) {
            while (bag < ends.length && i >= ends[bag]) {
                bag++;
            }
            bags[i] = bag == ends.length || values[i] == padding ? -1 : bag;
        }
        return Obor.tensor(bags);
    }

    private static Tensor largest(Tensor rows, Tensor bags, int count) {
        if (rows.size(0) == 0) {
            return Tensor.full(Shape.of(count, rows.size(1)), 0, rows.dtype());
        }
        Tensor at = rows.detach().apply(new BagMaxima(count), bags);
        Tensor zero = Tensor.full(Shape.of(), 0, rows.dtype());
        return Tensor.where(at.ge(0), rows.gather(0, at.clampMin(0)), zero);
    }

    /// Returns a 1 at the place that each number names among `numClasses`, and 0 elsewhere, int64: of shape
    /// `[…, classes]`.
    ///
    /// @param numClasses -1 for one more than the largest number
    /// @throws OborException if a number is negative or too large
    public static Tensor oneHot(Tensor x, int numClasses) {
        if (x.dtype() != DType.INT64) {
            throw new DTypeException("oneHot: the numbers are " + x.dtype() + " and must be int64");
        }
        if (x.numel() == 0 && numClasses <= 0) {
            throw new OborException("oneHot: there are no numbers to find the number of classes from: pass numClasses");
        }
        long largest = x.numel() == 0 ? 0 : x.amax().itemLong();
        int classes = numClasses == -1 ? classes(largest) : numClasses;
        if (x.numel() > 0 && (x.amin().itemLong() < 0 || largest >= classes)) {
            throw new OborException("oneHot: the numbers go from " + x.amin().itemLong() + " to " + largest
                    + " and there are " + classes + " classes: numbers are 0 to " + (classes - 1));
        }
        int[] sizes = Arrays.copyOf(x.shape().toArray(), x.dim() + 1);
        sizes[x.dim()] = classes;
        Tensor zeros = Tensor.full(Shape.of(sizes), 0, DType.INT64);
        Tensor places = x.unsqueeze(-1);
        return zeros.scatter_(x.dim(), places, 1);
    }

    /// Returns a 1 at the place that each number names, and 0 elsewhere, int64, with one class more than the
    /// largest number.
    ///
    /// @throws OborException if a number is negative, or there is none
    public static Tensor oneHot(Tensor x) {
        return oneHot(x, -1);
    }

    private static int classes(long largest) {
        if (largest >= Integer.MAX_VALUE) {
            throw new OborException("oneHot: the largest number is " + largest
                    + " and would ask for more classes than a dim can have: numbers are less than 2147483647");
        }
        return (int) largest + 1;
    }

    /// Returns x with elements set to 0 with probability p, and the others divided by 1 − p; x itself outside
    /// of training.
    ///
    /// @throws OborException if p is not from 0 to 1
    public static Tensor dropout(Tensor x, double p, boolean training, Generator generator) {
        if (!(p >= 0 && p <= 1)) {
            throw new OborException("dropout: p is " + p + " and must be from 0 to 1");
        }
        if (!training || p == 0) {
            return x;
        }
        if (p == 1) {
            return x.mul(0);
        }
        Tensor kept = Tensor.full(x.shape(), 0, x.dtype()).bernoulli_(1 - p, generator);
        return x.mul(kept.div_(1 - p));
    }

    /// Returns x with elements set to 0 with probability p, and the others divided by 1 − p.
    ///
    /// @throws OborException if p is not from 0 to 1
    public static Tensor dropout(Tensor x, double p) {
        return dropout(x, p, true);
    }

    /// Returns x with half of the elements set to 0 and the others doubled.
    public static Tensor dropout(Tensor x) {
        return dropout(x, 0.5, true);
    }

    /// Returns x with elements set to 0 with probability p, from the process's generator.
    ///
    /// @throws OborException if p is not from 0 to 1
    public static Tensor dropout(Tensor x, double p, boolean training) {
        return dropout(x, p, training, Generator.standard());
    }
}
