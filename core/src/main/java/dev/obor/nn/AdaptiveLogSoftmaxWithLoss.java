package dev.obor.nn;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.error.DTypeException;
import dev.obor.error.IndexException;
import dev.obor.error.OborException;
import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;
import dev.obor.storage.Storage;
import dev.obor.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Log-probabilities of very many classes in the order of their frequency: the head knows the frequent ones
/// and one more for each cluster of rare ones; a cluster is computed only for the targets in it, from fewer
/// features. Source: E. Grave et al., "Efficient softmax approximation for GPUs" (2017).
public final class AdaptiveLogSoftmaxWithLoss extends Block {
    private final int inFeatures;
    private final int classes;
    private final int[] bounds;
    private final Linear head;
    private final ModuleList<Sequential> tail;

    /// Makes the layer with clusters whose features shrink by 4, and no bias.
    ///
    /// @throws OborException if the cutoffs do not grow from 1 to the number of classes less 1
    public AdaptiveLogSoftmaxWithLoss(int inFeatures, int nClasses, int... cutoffs) {
        this(inFeatures, nClasses, cutoffs, 4, false);
    }

    /// Makes the layer.
    ///
    /// @param cutoffs where clusters begin: the classes below the first are the head's
    /// @param divValue by what the features shrink from cluster to cluster
    /// @param headBias whether the head has a bias
    /// @throws OborException if the cutoffs do not grow from 1 to the number of classes less 1, or divValue
    ///     is not positive
    public AdaptiveLogSoftmaxWithLoss(int inFeatures, int nClasses, int[] cutoffs, double divValue, boolean headBias) {
        this.inFeatures = inFeatures;
        this.classes = nClasses;
        this.bounds = Arrays.copyOf(cutoffs, cutoffs.length + 1);
        this.bounds[cutoffs.length] = nClasses;
        int before = 0;
        for (int bound : bounds) {
            if (bound <= before) {
                throw new OborException("AdaptiveLogSoftmaxWithLoss: the cutoffs are " + Arrays.toString(cutoffs)
                        + " for " + nClasses + " classes: pass numbers that grow, from 1 to " + (nClasses - 1));
            }
            before = bound;
        }
        if (cutoffs.length == 0 || !(divValue > 0)) {
            throw new OborException("AdaptiveLogSoftmaxWithLoss: there are " + cutoffs.length
                    + " cutoffs and divValue is " + divValue + ": pass one cutoff or more, and a number above 0");
        }
        this.head = child("head", new Linear(inFeatures, bounds[0] + cutoffs.length, headBias));
        this.tail = child("tail", new ModuleList<>());
        for (int i = 0; i < cutoffs.length; i++) {
            int hidden = (int) Math.floor(inFeatures / StrictMath.pow(divValue, i + 1));
            tail.append(new Sequential(
                    new Linear(inFeatures, hidden, false), new Linear(hidden, bounds[i + 1] - bounds[i], false)));
        }
    }

    /// Returns log p of the targets, and the mean of −log p.
    ///
    /// @param input of shape `[batch, features]` or `[features]`
    /// @param target class numbers of shape `[batch]`, or one
    /// @throws ShapeException if the shapes do not fit
    /// @throws DTypeException unless the targets are integers
    /// @throws IndexException if a target is no class
    public AdaptiveLogSoftmaxOutput forward(Tensor input, Tensor target) {
        return call(x -> compute(x[0], x[1]), input, target);
    }

    private AdaptiveLogSoftmaxOutput compute(Tensor x, Tensor target) {
        boolean fits = x.dim() == target.dim() + 1 && target.dim() <= 1 && x.size(-1) == inFeatures;
        if (!fits || target.dim() == 1 && x.size(0) != target.size(0)) {
            throw new ShapeException("AdaptiveLogSoftmaxWithLoss: the input has shape " + x.shape() + " and the target "
                    + target.shape() + ": pass [batch, " + inFeatures + "] and [batch], or [" + inFeatures
                    + "] and one class number");
        }
        if (!target.dtype().isIntegral()) {
            throw new DTypeException("AdaptiveLogSoftmaxWithLoss: the target is " + target.dtype()
                    + " and must hold class numbers: convert it with to(INT64)");
        }
        boolean isBatched = target.dim() == 1;
        Tensor output = logProbs(isBatched ? x : x.unsqueeze(0), target.toLongArray());
        return new AdaptiveLogSoftmaxOutput(
                isBatched ? output : output.squeeze(0), output.neg().mean());
    }

    private Tensor logProbs(Tensor x, long[] targets) {
        long[] inHead = new long[targets.length];
        List<List<Integer>> rows = new ArrayList<>();
        Arrays.stream(bounds).forEach(_ -> rows.add(new ArrayList<>()));
        for (int row = 0; row < targets.length; row++) {
            int cluster = clusterOf(targets[row]);
            rows.get(cluster).add(row);
            inHead[row] = cluster == 0 ? targets[row] : bounds[0] + cluster - 1;
        }
        Tensor output = head.forward(x).logSoftmax(1).gather(1, column(inHead)).squeeze(1);
        for (int i = 1; i < bounds.length; i++) {
            long[] of = rows.get(i).stream().mapToLong(Integer::longValue).toArray();
            if (of.length > 0) {
                long start = bounds[i - 1];
                long[] local =
                        Arrays.stream(of).map(row -> targets[(int) row] - start).toArray();
                Tensor places = column(of).squeeze(1);
                Tensor inCluster =
                        tail.get(i - 1).forward(x.indexSelect(0, places)).logSoftmax(1);
                output = output.indexAdd(
                        0, places, inCluster.gather(1, column(local)).squeeze(1));
            }
        }
        return output;
    }

    private int clusterOf(long target) {
        for (int i = 0; i < bounds.length && target >= 0; i++) {
            if (target < bounds[i]) {
                return i;
            }
        }
        throw new IndexException("AdaptiveLogSoftmaxWithLoss: there is a target " + target
                + ": class numbers are from 0 to " + (classes - 1));
    }

    private static Tensor column(long... values) {
        return Tensor.of(new Storage.Longs(values), DType.INT64, Shape.of(values.length, 1));
    }

    /// Returns log p of all classes, of shape `[batch, classes]`.
    ///
    /// @param input of shape `[batch, features]`
    /// @throws ShapeException if the shape does not fit
    public Tensor logProb(Tensor input) {
        return call(x -> all(x[0]), input);
    }

    private Tensor all(Tensor x) {
        if (x.dim() != 2) {
            throw new ShapeException("AdaptiveLogSoftmaxWithLoss: the input has shape " + x.shape() + ": pass [batch, "
                    + inFeatures + "]");
        }
        Tensor inHead = head.forward(x).logSoftmax(1);
        List<Tensor> parts = new ArrayList<>();
        parts.add(inHead.narrow(1, 0, bounds[0]));
        for (int i = 0; i < tail.size(); i++) {
            Tensor inCluster = tail.get(i).forward(x).logSoftmax(1);
            parts.add(inCluster.add(inHead.narrow(1, bounds[0] + i, 1)));
        }
        return Obor.cat(parts, 1);
    }

    /// Returns the class of the highest probability in each row; one of a cluster only where the head takes
    /// that cluster for the likeliest.
    ///
    /// @param input of shape `[batch, features]`
    /// @throws ShapeException if the shape does not fit
    public Tensor predict(Tensor input) {
        return call(
                x -> {
                    Tensor all = all(x[0]).argmax(1);
                    Tensor best = head.forward(x[0]).argmax(1);
                    return Tensor.where(best.ge(bounds[0]), all, best);
                },
                input);
    }
}
