package dev.obor.nn;

import dev.obor.dtype.DType;
import dev.obor.error.DTypeException;
import dev.obor.error.IndexException;
import dev.obor.error.OborException;
import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;
import dev.obor.storage.Storage;
import dev.obor.tensor.Interpreter;
import dev.obor.tensor.Tensor;
import java.util.Arrays;

/// Brings the arguments of [F#ctcLoss(Tensor, Tensor, Tensor, Tensor)] into the form that [CtcAlignment] asks
/// for.
final class Ctc {
    private Ctc() {}

    static Tensor loss(
            Tensor logProbs,
            Tensor targets,
            Tensor inputLengths,
            Tensor targetLengths,
            int blank,
            LossReduction reduction,
            boolean zeroInfinity) {
        if (logProbs.dim() != 2 && logProbs.dim() != 3 || !logProbs.dtype().isFloating()) {
            throw new ShapeException("ctcLoss: the input has shape " + logProbs.shape() + " and is " + logProbs.dtype()
                    + ": pass log-probabilities of shape [steps, batch, classes] or [steps, classes]");
        }
        Tensor batched = logProbs.dim() == 3 ? logProbs : logProbs.unsqueeze(1);
        int batch = batched.size(1);
        int classes = batched.size(2);
        if (blank < 0 || blank >= classes) {
            throw new IndexException("ctcLoss: blank is " + blank + " and there are " + classes
                    + " classes: pass the number of a class");
        }
        int[] steps = lengths("inputLengths", inputLengths, batch, batched.size(0));
        int widest = targets.dim() == 2 ? targets.size(1) : targets.numel();
        int[] counts = lengths("targetLengths", targetLengths, batch, widest);
        Tensor labels = labels(targets, counts, classes, logProbs.dim() == 2);
        Tensor losses = Interpreter.current()
                .apply(new CtcAlignment(blank, zeroInfinity), batched, labels, whole(steps), whole(counts))[0];
        Tensor result = logProbs.dim() == 3 ? losses : losses.squeeze(0);
        if (reduction != LossReduction.MEAN) {
            return LossFunctions.reduced(result, reduction);
        }
        Tensor each = whole(counts).clampMin(1).to(losses.dtype());
        return result.div(logProbs.dim() == 3 ? each : each.squeeze(0)).mean();
    }

    private static Tensor whole(int... values) {
        return Tensor.of(
                new Storage.Longs(Arrays.stream(values).asLongStream().toArray()),
                DType.INT64,
                Shape.of(values.length));
    }

    private static int[] lengths(String name, Tensor lengths, int batch, int most) {
        requireIntegers(name, lengths);
        if (lengths.dim() > 1 || lengths.numel() != batch) {
            throw new ShapeException("ctcLoss: " + name + " has shape " + lengths.shape() + " for a batch of " + batch
                    + ": pass one length for each sequence");
        }
        for (long length : lengths.toLongArray()) {
            if (length < 0 || length > most) {
                throw new OborException("ctcLoss: " + name + " has a length of " + length + ": it must be from 0 to "
                        + most + ", what the tensor holds");
            }
        }
        return Arrays.stream(lengths.toLongArray())
                .mapToInt(length -> (int) length)
                .toArray();
    }

    private static void requireIntegers(String name, Tensor tensor) {
        if (!tensor.dtype().isIntegral()) {
            throw new DTypeException("ctcLoss: " + name + " is " + tensor.dtype() + ": convert it with to(INT64)");
        }
    }

    /// Returns the labels of each sequence in a row of its own, `[N, S]`.
    private static Tensor labels(Tensor targets, int[] counts, int classes, boolean isSingle) {
        requireIntegers("targets", targets);
        int batch = counts.length;
        int total = Arrays.stream(counts).sum();
        boolean isPadded = targets.dim() == 2 && targets.size(0) == batch;
        if (!isPadded && (targets.dim() != 1 || !isSingle && targets.numel() != total)) {
            throw new ShapeException("ctcLoss: the targets have shape " + targets.shape() + " for a batch of " + batch
                    + ": pass labels of shape [" + batch + ", most], or all " + total + " one after the other");
        }
        long[] given = targets.toLongArray();
        int width = Arrays.stream(counts).max().orElse(0);
        long[] rows = new long[batch * width];
        int next = 0;
        for (int n = 0; n < batch; n++) {
            int start = isPadded ? n * targets.size(1) : next;
            for (int s = 0; s < counts[n]; s++) {
                long label = given[start + s];
                if (label < 0 || label >= classes) {
                    throw new IndexException("ctcLoss: the targets have a label " + label + " and there are " + classes
                            + " classes: labels must be from 0 to " + (classes - 1));
                }
                rows[n * width + s] = label;
            }
            next += counts[n];
        }
        return Tensor.of(new Storage.Longs(rows), DType.INT64, Shape.of(batch, width));
    }
}
