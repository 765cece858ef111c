package dev.obor.cpu;

import dev.obor.dtype.DType;
import dev.obor.layout.Layout;
import dev.obor.layout.LoopNest;
import dev.obor.layout.Shape;
import dev.obor.storage.View;
import dev.obor.tensor.Ops;
import dev.obor.tensor.Pointwise;
import dev.obor.tensor.Selection;
import java.util.Arrays;

/// Runs operators that read or write places named by integer tensors.
///
/// A nest over the steps has the index tensors among its operands. In a run along which no index changes, a
/// piece of x is one strided piece of memory; otherwise [Pointers] computes the places of a tile and [Moves]
/// moves its elements, so that there is a loop for each dtype of an index and for each dtype of an element but
/// not for each pair.
final class Selections {
    /// The shortest piece of an innermost dim that a thread takes for itself.
    private static final int NARROWEST = 128;

    /// The shortest run that is worth a call of its own.
    private static final int SHORTEST_RUN = 32;

    private static final int CACHE_LINE = 64;

    /// The most bytes of x that are fetched before some of them are picked.
    private static final int MOST_FETCHED = 16_384;

    /// The bytes of x from which on the second-level cache may not hold it.
    private static final int LARGE = 1 << 20;

    /// What fetching saw. It only keeps the compiler from leaving the reads out.
    @SuppressWarnings("unused")
    private static int fetched;

    private final Maps maps;
    private final Kernels kernels;

    Selections(Maps maps, Kernels kernels) {
        this.maps = maps;
        this.kernels = kernels;
    }

    /// Runs a selection.
    void run(Selection op, View[] inputs, View output) {
        switch (op) {
            case Selection.Gather gather -> gather(gather, inputs, output);
            case Selection.Scatter scatter -> scatter(scatter, inputs, output);
        }
    }

    /// A nest's operands: one that meets x, x's base, the indices.
    private static Layout[] operands(Layout other, Selection.Steps steps) {
        Layout[] operands = new Layout[Pointers.INDEX + steps.indices().length];
        operands[0] = other;
        operands[Pointers.BASE] = steps.base();
        System.arraycopy(steps.indices(), 0, operands, Pointers.INDEX, steps.indices().length);
        return operands;
    }

    private static Layout[] layouts(View... views) {
        return Arrays.stream(views).map(View::layout).toArray(Layout[]::new);
    }

    private static void gather(Selection.Gather op, View[] inputs, View output) {
        View[] indices = Arrays.copyOfRange(inputs, 1, inputs.length);
        Selection.Steps steps = Selection.Steps.of(op.axes(), inputs[0].layout(), layouts(indices));
        if (steps.shape().numel() == 0) {
            return;
        }
        LoopNest nest = LoopNest.of(steps.shape(), operands(output.layout(), steps));
        Object from = inputs[0].storage().array();
        Object to = output.storage().array();
        int run = nest.runLength();
        if (run >= SHORTEST_RUN && Pointers.areStill(nest, indices.length)) {
            LoopNest each = nest.ofRuns();
            RunCopies.run(nest, first -> new Pointers(op.axes(), steps, indices, each, first, true), from, to);
            return;
        }
        int bytes = inputs[0].dtype().bytes();
        boolean large = (long) inputs[0].storage().length() * bytes > LARGE;
        int line = large ? picksMostLines(steps, nest, bytes) : 0;
        Grain.share(nest.numel(), Math.ceilDiv(nest.numel(), Grain.BLOCK), task -> {
            int start = task * Grain.BLOCK;
            int end = Math.min(nest.numel() - start, Grain.BLOCK);
            Pointers pointers = new Pointers(op.axes(), steps, indices, nest, start, false);
            boolean runByRun = line > 0 || !nest.isFlat(0);
            int seen = 0;
            int count;
            for (int done = 0; done < end; done += count) {
                count = Math.min(Math.min(Pointers.TILE, end - done), runByRun ? pointers.left() : end);
                int target = pointers.place();
                if (line > 0) {
                    seen |= Moves.fetch(from, pointers.base(), line);
                }
                Moves.gather(from, pointers.next(count), count, to, target, nest.runStride(0));
            }
            fetched = seen;
        });
    }

    /// Returns the length of the line of x from which each run picks, if it is worth being read from end to end
    /// before: when it fits the first-level cache and the run picks from most of its cache lines. The processor
    /// fetches what is read in order ahead of time, and what is picked at random late. Returns 0 if not.
    private static int picksMostLines(Selection.Steps steps, LoopNest nest, int bytes) {
        boolean picks = steps.indices().length == 1
                && steps.strides()[0] == 1
                && nest.runStride(Pointers.BASE) == 0
                && nest.runStride(Pointers.INDEX) != 0;
        int line = picks ? steps.sizes()[0] : 0;
        long reached = (long) nest.runLength() * CACHE_LINE;
        return (long) line * bytes <= Math.min(reached, MOST_FETCHED) ? line : 0;
    }

    // Note [order of a scatter]
    //
    // Values for one place meet in the row-major order of the steps. Steps that differ in a dim along which no
    // index runs never lead to one place: such a dim is what threads share out among themselves, and within a
    // share the nest keeps the order of the dims.

    private void scatter(Selection.Scatter op, View[] inputs, View output) {
        View[] indices = Arrays.copyOfRange(inputs, 2, inputs.length);
        Selection.Steps steps = Selection.Steps.of(op.axes(), output.layout(), layouts(indices));
        Shape shape = steps.shape();
        boolean inPlace = inputs[0].storage() == output.storage();
        if (inPlace && shape.numel() > 0) {
            // What is edited in place must not be left half done.
            Pointers.check(op.axes(), steps, indices);
        }
        if (!inPlace) {
            maps.run(Ops.CLONE, new View[] {inputs[0]}, new View[] {output});
        }
        if (shape.numel() == 0) {
            return;
        }
        Layout[] operands = operands(inputs[1].layout().expand(shape), steps);
        int free = freeDim(op.axes(), shape, indices);
        int size = free < 0 ? 1 : shape.size(free);
        // Narrow slices would cut runs short; a few for each thread even out what one does more slowly.
        int narrowest = free == shape.rank() - 1 ? NARROWEST : 1;
        int most = Math.min(Math.ceilDiv(size, narrowest), 4 * Workers.threads());
        int tasks = Math.min(most, Math.ceilDiv(shape.numel(), Grain.BLOCK));
        Grain.share(shape.numel(), tasks, task -> {
            int start = (int) ((long) size * task / tasks);
            int end = (int) ((long) size * (task + 1) / tasks);
            Layout[] part = operands.clone();
            if (tasks > 1) {
                Arrays.setAll(part, i -> operands[i].slice(free, start, end - start, 1));
            }
            scatter(op, steps, part, indices, inputs[1], output);
        });
    }

    /// Returns the dim to share out: along which no index runs, and the first that has enough for all threads
    /// or else the largest; −1 if there is none of a size above 1.
    private static int freeDim(Selection.Axes axes, Shape shape, View... indices) {
        int rank = axes.whole()
                ? 1
                : Arrays.stream(indices)
                        .mapToInt(index -> index.shape().rank())
                        .max()
                        .orElseThrow();
        int best = -1;
        for (int d = 0; d < shape.rank(); d++) {
            boolean named = d >= axes.dim() && d < axes.dim() + rank;
            int most = best < 0 ? 1 : shape.size(best);
            if (!named && most < 4 * Workers.threads() && shape.size(d) > most) {
                best = d;
            }
        }
        return best;
    }

    private void scatter(
            Selection.Scatter op, Selection.Steps steps, Layout[] operands, View[] indices, View source, View output) {
        int[] order = new int[steps.shape().rank()];
        Arrays.setAll(order, d -> d);
        LoopNest nest = LoopNest.ordered(operands[0].shape(), order, operands);
        Object from = source.storage().array();
        Object to = output.storage().array();
        boolean replaces = op.combine() == Selection.Combine.REPLACE;
        boolean runs = nest.runLength() >= SHORTEST_RUN && Pointers.areStill(nest, indices.length);
        if (runs) {
            LoopNest each = nest.ofRuns();
            Pointers pointers = new Pointers(op.axes(), steps, indices, each, 0, true);
            int stride = nest.runStride(0);
            int reach = nest.runStride(Pointers.BASE);
            int length = nest.runLength();
            boolean meets = !replaces && reach == 1 && (stride == 0 || stride == 1);
            int count;
            for (int done = 0; done < each.numel(); done += count) {
                count = Math.min(Pointers.TILE, each.numel() - done);
                int[] targets = pointers.next(count);
                if (meets) {
                    Kernel kernel = kernel(op.combine(), output, source, stride == 0, count * length);
                    combine(kernel, from, pointers.others(), to, targets, count, length);
                    continue;
                }
                Moves.combine(
                        op.combine(),
                        output.dtype(),
                        from,
                        pointers.others(),
                        stride,
                        to,
                        targets,
                        reach,
                        count,
                        length);
            }
            return;
        }
        Pointers pointers = new Pointers(op.axes(), steps, indices, nest, 0, false);
        int stride = nest.runStride(0);
        boolean flat = nest.isFlat(0) || nest.isConstant(0);
        int count;
        for (int done = 0; done < nest.numel(); done += count) {
            count = Math.min(Math.min(Pointers.TILE, nest.numel() - done), flat ? nest.numel() : pointers.left());
            int at = pointers.place();
            if (replaces) {
                Moves.put(from, at, stride, to, pointers.next(count), count);
            } else {
                Moves.scatter(op.combine(), output.dtype(), from, at, stride, to, pointers.next(count), count);
            }
        }
    }

    /// Returns the loop over a run that writes to the target's place how its elements meet the source's.
    ///
    /// @param still whether the source stays at one element
    private Kernel kernel(Selection.Combine combine, View target, View source, boolean still, int elements) {
        Pointwise op = switch (combine) {
            case REPLACE -> Ops.COPY;
            case ADD -> Ops.ADD;
            case MULTIPLY -> Ops.MUL;
            case MAX -> Ops.MAXIMUM;
            case MIN -> Ops.MINIMUM;
        };
        DType compute = op.computeType(target.dtype());
        View[] outputs = {target};
        View[] inputs = {target, source};
        int constants = still ? 1 << 1 : 0;
        long key = Kernels.key(compute, outputs, inputs, constants);
        Tier<Kernel> kernel = kernels.find(
                op.id(), key, () -> Kernels.plan(op.name(), op.outputs(), compute, outputs, inputs, constants));
        Maps.count(kernel, elements);
        return kernel.current();
    }

    /// Combines dense runs of an array with runs of another, one after another.
    private static void combine(
            Kernel kernel, Object from, int[] sources, Object to, int[] targets, int count, int length) {
        Object[] arrays = {to, to, from};
        int[] offsets = new int[arrays.length];
        double[] params = {};
        for (int r = 0; r < count; r++) {
            offsets[0] = targets[r];
            offsets[1] = targets[r];
            offsets[2] = sources[r];
            kernel.run(arrays, offsets, length, params);
        }
    }
}
