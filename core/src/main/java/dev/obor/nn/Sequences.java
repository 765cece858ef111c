package dev.obor.nn;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.error.DTypeException;
import dev.obor.error.OborException;
import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// Sequences of several lengths in one tensor, padded or packed, in the role of `torch.nn.utils.rnn`.
///
/// ```java
/// PackedSequence packed = Sequences.packSequence(List.of(a, b, c), false);
/// PackedSequence states = new GRU(10, 20).forward(packed).output();
/// PaddedSequence padded = Sequences.padPackedSequence(states);        // output and lengths
/// ```
///
/// All is differentiable.
public final class Sequences {
    private Sequences() {}

    /// Returns sequences of shapes `[length, …]` side by side, zeros behind the shorter ones, of shape
    /// `[steps, batch, …]`.
    ///
    /// @throws OborException if there is no sequence, or their shapes or dtypes differ but for the length
    public static Tensor padSequence(List<Tensor> sequences) {
        return padSequence(sequences, false, 0);
    }

    /// Returns sequences of shapes `[length, …]` side by side.
    ///
    /// @param batchFirst whether the result has shape `[batch, steps, …]` instead of `[steps, batch, …]`
    /// @param paddingValue what stands behind the shorter ones
    /// @throws OborException if there is no sequence, or their shapes or dtypes differ but for the length
    public static Tensor padSequence(List<Tensor> sequences, boolean batchFirst, double paddingValue) {
        Shape each = check("padSequence", sequences);
        int batch = sequences.size();
        int steps = sequences.stream().mapToInt(s -> s.size(0)).max().orElse(0);
        Tensor data = Obor.cat(sequences, 0);
        long[] places = new long[sequences.stream().mapToInt(s -> s.size(0)).sum()];
        int next = 0;
        for (int i = 0; i < batch; i++) {
            for (int t = 0; t < sequences.get(i).size(0); t++) {
                places[next++] = batchFirst ? (long) i * steps + t : (long) t * batch + i;
            }
        }
        Shape shape = batchFirst
                ? each.insert(0, steps).insert(0, batch)
                : each.insert(0, batch).insert(0, steps);
        return placed(shape, paddingValue, data, places);
    }

    /// Returns rows at their places among the first two dims of a shape, and padding elsewhere.
    private static Tensor placed(Shape shape, double paddingValue, Tensor rows, long... places) {
        Tensor padding = Tensor.full(shape, paddingValue, rows.dtype());
        return padding.flatten(0, 1).indexCopy(0, Tensor.of(places), rows).reshape(shape);
    }

    /// Returns the shape of one element.
    private static Shape check(String op, List<Tensor> sequences) {
        if (sequences.isEmpty()) {
            throw new ShapeException(op + ": there are no sequences: pass at least one");
        }
        Tensor first = sequences.getFirst();
        for (Tensor sequence : sequences) {
            if (sequence.dim() == 0
                    || sequence.dim() != first.dim()
                    || !sequence.shape().remove(0).equals(first.shape().remove(0))) {
                throw new ShapeException(op + ": the sequences have shapes " + first.shape() + " and "
                        + sequence.shape() + ": all sizes but the first must be equal");
            }
            if (sequence.dtype() != first.dtype()) {
                throw new DTypeException(op + ": the sequences are " + first.dtype() + " and " + sequence.dtype()
                        + ": convert them to one dtype");
            }
        }
        return first.shape().remove(0);
    }

    /// Returns the sequences of a padded tensor without their padding, as views.
    ///
    /// @param padded of shape `[steps, batch, …]`
    /// @param lengths one for each sequence
    /// @throws OborException if a length is negative or too large, or there are not as many as sequences
    public static List<Tensor> unpadSequence(Tensor padded, Tensor lengths) {
        return unpadSequence(padded, lengths, false);
    }

    /// Returns the sequences of a padded tensor without their padding, as views.
    ///
    /// @param padded of shape `[steps, batch, …]`, or `[batch, steps, …]` with batchFirst
    /// @param lengths one for each sequence
    /// @throws OborException if a length is negative or too large, or there are not as many as sequences
    public static List<Tensor> unpadSequence(Tensor padded, Tensor lengths, boolean batchFirst) {
        int[] counts = lengths("unpadSequence", padded, lengths, batchFirst, 0);
        return IntStream.range(0, counts.length)
                .mapToObj(i -> padded.select(batchFirst ? 0 : 1, i).narrow(0, 0, counts[i]))
                .toList();
    }

    /// Returns the lengths, after checks.
    private static int[] lengths(String op, Tensor padded, Tensor lengths, boolean batchFirst, int least) {
        if (!lengths.dtype().isIntegral()) {
            throw new DTypeException(
                    op + ": the lengths are " + lengths.dtype() + " and must be integers: convert them with to(INT64)");
        }
        if (padded.dim() < 2 || lengths.dim() != 1 || lengths.size(0) != padded.size(batchFirst ? 0 : 1)) {
            throw new ShapeException(op + ": the input has shape " + padded.shape() + " and the lengths "
                    + lengths.shape() + ": pass " + (batchFirst ? "[batch, steps, …]" : "[steps, batch, …]")
                    + " and one length for each sequence of the batch");
        }
        int steps = padded.size(batchFirst ? 1 : 0);
        long[] counts = lengths.to(DType.INT64).toLongArray();
        for (long count : counts) {
            if (count < least || count > steps) {
                throw new OborException(op + ": a length is " + count + ": with " + steps + " steps, lengths are "
                        + least + " to " + steps);
            }
        }
        return Arrays.stream(counts).mapToInt(count -> (int) count).toArray();
    }

    /// Packs padded sequences that stand in the order of falling length.
    ///
    /// @param input of shape `[steps, batch, …]`
    /// @param lengths the length of each, 1 or more
    /// @throws OborException if a length is out of range, they rise, or there are not as many as sequences
    public static PackedSequence packPaddedSequence(Tensor input, Tensor lengths) {
        return packPaddedSequence(input, lengths, false, true);
    }

    /// Packs padded sequences.
    ///
    /// @param input of shape `[steps, batch, …]`, or `[batch, steps, …]` with batchFirst
    /// @param lengths the length of each, 1 or more
    /// @param enforceSorted whether the sequences must stand in the order of falling length; if not they are
    ///     sorted, and the result tells how
    /// @throws OborException if a length is out of range, they rise in spite of enforceSorted, or there are
    ///     not as many as sequences
    public static PackedSequence packPaddedSequence(
            Tensor input, Tensor lengths, boolean batchFirst, boolean enforceSorted) {
        String op = "packPaddedSequence";
        int[] counts = lengths(op, input, lengths, batchFirst, 1);
        if (counts.length == 0) {
            throw new ShapeException(
                    op + ": the input has shape " + input.shape() + " and no sequence: pass at least one");
        }
        int[] order = IntStream.range(0, counts.length)
                .boxed()
                .sorted(Comparator.comparingLong(i -> -counts[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int i = 0; enforceSorted && i < order.length; i++) {
            if (order[i] != i) {
                throw new OborException(op + ": the lengths are " + Arrays.toString(counts)
                        + " and must not rise: sort the sequences, or pass enforceSorted = false");
            }
        }
        long[] sizes = new long[counts[order[0]]];
        for (int count : counts) {
            for (int t = 0; t < count; t++) {
                sizes[t]++;
            }
        }
        Tensor steps = batchFirst ? input.transpose(0, 1) : input;
        long[] places = new long[Arrays.stream(counts).sum()];
        for (int t = 0, next = 0; t < sizes.length; t++) {
            for (int i = 0; i < sizes[t]; i++) {
                places[next++] = (long) t * counts.length + order[i];
            }
        }
        Tensor data = steps.flatten(0, 1).indexSelect(0, Tensor.of(places));
        return enforceSorted
                ? new PackedSequence(data, Tensor.of(sizes))
                : new PackedSequence(data, Tensor.of(sizes), Optional.of(indices(order)), Optional.of(inverse(order)));
    }

    private static Tensor indices(int... order) {
        return Tensor.of(Arrays.stream(order).asLongStream().toArray());
    }

    private static Tensor inverse(int... order) {
        long[] places = new long[order.length];
        for (int i = 0; i < order.length; i++) {
            places[order[i]] = i;
        }
        return Tensor.of(places);
    }

    /// Packs sequences of shapes `[length, …]` that stand in the order of falling length.
    ///
    /// @throws OborException if there is none, one is empty, their lengths rise, or their shapes or dtypes
    ///     differ else
    public static PackedSequence packSequence(List<Tensor> sequences) {
        return packSequence(sequences, true);
    }

    /// Packs sequences of shapes `[length, …]`.
    ///
    /// @param enforceSorted whether they must stand in the order of falling length; if not they are sorted,
    ///     and the result tells how
    /// @throws OborException if there is none, one is empty, their lengths rise in spite of enforceSorted, or
    ///     their shapes or dtypes differ else
    public static PackedSequence packSequence(List<Tensor> sequences, boolean enforceSorted) {
        Tensor padded = padSequence(sequences);
        long[] counts = sequences.stream().mapToLong(s -> s.size(0)).toArray();
        return packPaddedSequence(padded, Tensor.of(counts), false, enforceSorted);
    }

    /// Pads packed sequences with zeros, in the order in which they were given to be packed.
    public static PaddedSequence padPackedSequence(PackedSequence sequence) {
        return padPackedSequence(sequence, false, 0, OptionalInt.empty());
    }

    /// Pads packed sequences, in the order in which they were given to be packed.
    ///
    /// @param batchFirst whether the result has shape `[batch, steps, …]` instead of `[steps, batch, …]`
    /// @param paddingValue what stands behind the shorter ones
    /// @param totalLength to how many steps they are padded; to the longest if empty
    /// @throws OborException if that is less than the longest
    public static PaddedSequence padPackedSequence(
            PackedSequence sequence, boolean batchFirst, double paddingValue, OptionalInt totalLength) {
        List<Integer> sizes = sequence.sizes();
        int steps = totalLength.orElse(sizes.size());
        if (steps < sizes.size()) {
            throw new OborException("padPackedSequence: totalLength is " + steps + " and the longest sequence has "
                    + sizes.size() + " steps: pass as many or more");
        }
        int batch = sizes.getFirst();
        Optional<long[]> given =
                sequence.unsortedIndices().map(t -> t.to(DType.INT64).toLongArray());
        long[] lengths = new long[batch];
        long[] places = new long[sequence.data().size(0)];
        for (int t = 0, next = 0; t < sizes.size(); t++) {
            for (int i = 0; i < sizes.get(t); i++) {
                places[next++] = (long) t * batch + i;
                lengths[i]++;
            }
        }
        Shape shape = sequence.data().shape().remove(0).insert(0, batch).insert(0, steps);
        Tensor output = placed(shape, paddingValue, sequence.data(), places);
        Tensor counts = Tensor.of(lengths);
        if (given.isPresent()) {
            Tensor order = Tensor.of(given.get());
            output = output.indexSelect(1, order);
            counts = counts.indexSelect(0, order);
        }
        return new PaddedSequence(batchFirst ? output.transpose(0, 1) : output, counts);
    }

    /// Returns packed sequences one by one, in the order in which they were given to be packed.
    public static List<Tensor> unpackSequence(PackedSequence sequence) {
        PaddedSequence padded = padPackedSequence(sequence);
        return unpadSequence(padded.output(), padded.lengths());
    }
}
