package dev.obor.tensor;

import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A tensor in several pieces along a dim. All are views: what is written to a piece is seen by the whole.
public sealed interface Splitting extends Applicable permits Tensor {
    /// Returns pieces of `splitSize` along a dim; the last may be shorter.
    ///
    /// @throws ShapeException if the size is not positive (0 will do for a dim of size 0)
    default List<Tensor> split(int splitSize, int dim) {
        int d = Shape.existingDim("split", dim, self().dim());
        int size = self().size(d);
        if (splitSize < 0 || splitSize == 0 && size > 0) {
            throw new ShapeException("split: pieces of size " + splitSize + " do not make up dim " + dim + " of "
                    + self().shape() + ": pass 1 or more");
        }
        int count = size == 0 ? 1 : Math.ceilDiv(size, splitSize);
        int[] lengths = new int[count];
        Arrays.fill(lengths, splitSize);
        lengths[count - 1] = (int) (size - (long) splitSize * (count - 1));
        return pieces("split", d, false, lengths);
    }

    /// Returns pieces of `splitSize` along the first dim; the last may be shorter.
    ///
    /// @throws ShapeException if the size is not positive (0 will do for a dim of size 0)
    default List<Tensor> split(int splitSize) {
        return split(splitSize, 0);
    }

    /// Returns pieces of the given sizes along a dim.
    ///
    /// @throws ShapeException if the sizes do not add up to that of the dim
    default List<Tensor> split(int[] splitSizes, int dim) {
        return splitWithSizes(splitSizes, dim);
    }

    /// Returns pieces of the given sizes along the first dim.
    ///
    /// @throws ShapeException if the sizes do not add up to that of the dim
    default List<Tensor> split(int[] splitSizes) {
        return splitWithSizes(splitSizes, 0);
    }

    /// Returns pieces of the given sizes along a dim.
    ///
    /// @throws ShapeException if the sizes do not add up to that of the dim
    default List<Tensor> splitWithSizes(int[] splitSizes, int dim) {
        int d = Shape.existingDim("splitWithSizes", dim, self().dim());
        long sum = Arrays.stream(splitSizes).asLongStream().sum();
        if (sum != self().size(d) || Arrays.stream(splitSizes).anyMatch(s -> s < 0)) {
            throw new ShapeException("splitWithSizes: the sizes " + Arrays.toString(splitSizes) + " do not make up dim "
                    + dim + " of " + self().shape() + ": they must be 0 or more and add up to " + self().size(d));
        }
        return pieces("splitWithSizes", d, false, splitSizes.clone());
    }

    /// Returns pieces of the given sizes along the first dim.
    ///
    /// @throws ShapeException if the sizes do not add up to that of the dim
    default List<Tensor> splitWithSizes(int... splitSizes) {
        return splitWithSizes(splitSizes, 0);
    }

    /// Returns at most `chunks` pieces along a dim, all of the same size but the last, which may be shorter;
    /// there are fewer where the size of the dim does not allow as many.
    ///
    /// @throws ShapeException if `chunks` is less than 1
    default List<Tensor> chunk(int chunks, int dim) {
        int d = Shape.existingDim("chunk", dim, self().dim());
        if (chunks < 1) {
            throw new ShapeException("chunk: " + chunks + " pieces cannot be made: pass 1 or more");
        }
        int size = self().size(d);
        // PyTorch, too, gives as many empty pieces as were asked for, and otherwise no empty one.
        return size == 0 ? pieces("split", d, false, new int[chunks]) : split(Math.ceilDiv(size, chunks), d);
    }

    /// Returns at most `chunks` pieces along the first dim; see [#chunk(int, int)].
    ///
    /// @throws ShapeException if `chunks` is less than 1
    default List<Tensor> chunk(int chunks) {
        return chunk(chunks, 0);
    }

    /// Returns `sections` pieces along a dim whose sizes differ by 1 at most, the larger ones first.
    ///
    /// @throws ShapeException if `sections` is less than 1
    default List<Tensor> tensorSplit(int sections, int dim) {
        return sections("tensorSplit", sections, dim);
    }

    /// Returns `sections` pieces along the first dim whose sizes differ by 1 at most, the larger ones first.
    ///
    /// @throws ShapeException if `sections` is less than 1
    default List<Tensor> tensorSplit(int sections) {
        return tensorSplit(sections, 0);
    }

    /// Returns the pieces of a dim up to the first place, from the first to the second, and so on to the end;
    /// as in Python, places may count from the end and lie outside.
    default List<Tensor> tensorSplit(int[] indices, int dim) {
        return between("tensorSplit", indices, dim);
    }

    /// Returns the pieces of the first dim up to the first place, from the first to the second, and so on.
    default List<Tensor> tensorSplit(int... indices) {
        return tensorSplit(indices, 0);
    }

    /// Returns the pieces that a tensor tells: a single integer the number of pieces, integers in one dim the
    /// places between them.
    ///
    /// @throws ShapeException if the tensor has more dims, or the number is less than 1
    /// @throws dev.obor.error.DTypeException if it is not of integers
    default List<Tensor> tensorSplit(Tensor indicesOrSections, int dim) {
        return indicesOrSections.dim() == 0
                ? tensorSplit(Views.place("tensorSplit", indicesOrSections), dim)
                : tensorSplit(Views.places("tensorSplit", indicesOrSections), dim);
    }

    /// Returns the pieces along the first dim that a tensor tells; see [#tensorSplit(Tensor, int)].
    ///
    /// @throws ShapeException if the tensor has more dims, or the number is less than 1
    /// @throws dev.obor.error.DTypeException if it is not of integers
    default List<Tensor> tensorSplit(Tensor indicesOrSections) {
        return tensorSplit(indicesOrSections, 0);
    }

    /// Returns `sections` pieces of one size along the second dim, or the only one.
    ///
    /// @throws ShapeException if there is no dim, or its size is no multiple
    default List<Tensor> hsplit(int sections) {
        return even("hsplit", sections, horizontal());
    }

    /// Returns the pieces between places along the second dim, or the only one.
    ///
    /// @throws ShapeException if there is no dim
    default List<Tensor> hsplit(int... indices) {
        return between("hsplit", indices, horizontal());
    }

    /// Returns `sections` pieces of one size along the first of two dims or more.
    ///
    /// @throws ShapeException if there are fewer dims, or the size is no multiple
    default List<Tensor> vsplit(int sections) {
        return even("vsplit", sections, ofRank("vsplit", 2, 0));
    }

    /// Returns the pieces between places along the first of two dims or more.
    ///
    /// @throws ShapeException if there are fewer dims
    default List<Tensor> vsplit(int... indices) {
        return between("vsplit", indices, ofRank("vsplit", 2, 0));
    }

    /// Returns `sections` pieces of one size along the third dim.
    ///
    /// @throws ShapeException if there is none, or its size is no multiple
    default List<Tensor> dsplit(int sections) {
        return even("dsplit", sections, ofRank("dsplit", 3, 2));
    }

    /// Returns the pieces between places along the third dim.
    ///
    /// @throws ShapeException if there is none
    default List<Tensor> dsplit(int... indices) {
        return between("dsplit", indices, ofRank("dsplit", 3, 2));
    }

    /// Returns the slices at each place of a dim, which goes.
    ///
    /// @throws dev.obor.error.IndexException for a single number
    default List<Tensor> unbind(int dim) {
        int d = Shape.existingDim("unbind", dim, self().dim());
        int[] lengths = new int[self().size(d)];
        Arrays.fill(lengths, 1);
        return pieces("unbind", d, true, lengths);
    }

    /// Returns the slices at each place of the first dim, which goes.
    ///
    /// @throws dev.obor.error.IndexException for a single number
    default List<Tensor> unbind() {
        return unbind(0);
    }

    private int horizontal() {
        return ofRank("hsplit", 1, self().dim() == 1 ? 0 : 1);
    }

    private int ofRank(String op, int least, int dim) {
        if (self().dim() < least) {
            throw new ShapeException(op + ": a tensor of shape " + self().shape() + " has too few dims: it must have "
                    + least + " or more");
        }
        return dim;
    }

    private List<Tensor> even(String op, int sections, int dim) {
        if (sections < 1 || self().size(dim) % sections != 0) {
            throw new ShapeException(op + ": dim " + dim + " of " + self().shape() + " does not divide into " + sections
                    + " pieces of one size: pass a divisor of " + self().size(dim) + ", or use tensorSplit");
        }
        return sections(op, sections, dim);
    }

    private List<Tensor> sections(String op, int sections, int dim) {
        int d = Shape.existingDim(op, dim, self().dim());
        if (sections < 1) {
            throw new ShapeException(op + ": " + sections + " pieces cannot be made: pass 1 or more");
        }
        int size = self().size(d);
        int[] lengths = new int[sections];
        Arrays.setAll(lengths, i -> size / sections + (i < size % sections ? 1 : 0));
        return pieces("slice", d, false, lengths);
    }

    private List<Tensor> between(String op, int[] indices, int dim) {
        int d = Shape.existingDim(op, dim, self().dim());
        int size = self().size(d);
        int[] lengths = new int[indices.length + 1];
        int start = 0;
        boolean rising = true;
        for (int i = 0; i < lengths.length; i++) {
            int index = i < indices.length ? indices[i] : size;
            int end = Math.clamp(index < 0 ? (long) index + size : index, 0, size);
            rising &= end >= start;
            lengths[i] = end - start;
            start = end;
        }
        if (rising) {
            return pieces("slice", d, false, lengths);
        }
        // Places that fall give pieces that overlap, or are empty, as slices of Python do.
        List<Tensor> slices = new ArrayList<>();
        for (int i = 0; i < lengths.length; i++) {
            int from = i == 0 ? 0 : indices[i - 1];
            slices.add(self().slice(d, from, i < indices.length ? indices[i] : size, 1));
        }
        return List.copyOf(slices);
    }

    private List<Tensor> pieces(String op, int dim, boolean single, int... lengths) {
        return lengths.length == 0
                ? List.of()
                : List.of(Interpreter.current().apply(new Pieces(op, dim, lengths, single), self()));
    }
}
