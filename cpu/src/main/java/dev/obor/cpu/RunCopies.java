package dev.obor.cpu;

import dev.obor.layout.LoopNest;
import dev.obor.storage.View;
import java.util.function.IntFunction;

/// Copies the runs of a nest: the places of a tile of runs are computed first and the runs then moved by one
/// loop, as a run is often so short that a call for each would take longer than its elements.
final class RunCopies {
    /// The longest run that is not worth the start of a loop: its dim and the next one change places.
    private static final int SHORT = 8;

    private static final int TO = 0;
    private static final int FROM = 1;

    private RunCopies() {}

    /// Copies a view to another of its shape and dtype that does not lie in the same place. Tells whether it
    /// did: long runs of one element are the kernels'.
    static boolean run(View source, View target) {
        if (target.shape().numel() == 0) {
            return true;
        }
        LoopNest nest = nest(source, target);
        if (nest.runStride(FROM) == 0 && nest.runLength() >= Maps.SHORTEST_RUN) {
            return false;
        }
        LoopNest each = nest.ofRuns();
        Object from = source.storage().array();
        run(nest, first -> new Pointers(each, first), from, target.storage().array());
        return true;
    }

    private static LoopNest nest(View source, View target) {
        LoopNest nest = LoopNest.of(target.shape(), target.layout(), source.layout());
        int run = nest.runLength();
        boolean turns = run <= SHORT && nest.rank() > 1 && nest.size(nest.rank() - 2) > run;
        return turns ? nest.turned() : nest;
    }

    /// Copies the runs to which pointers lead.
    ///
    /// @param nest the operand written to, and the one read with its strides within a run
    /// @param pointers start at a run and give pairs
    static void run(LoopNest nest, IntFunction<Pointers> pointers, Object from, Object to) {
        int run = nest.runLength();
        // A task is some whole runs, or a part of one long run.
        int elements = Grain.task(nest.numel());
        int perTask = Math.max(1, elements / run);
        int parts = Math.max(1, run / elements);
        int groups = Math.ceilDiv(nest.runs(), perTask);
        Grain.share(nest.numel(), groups * parts, task -> {
            int first = task % groups * perTask;
            int end = Math.min(first + perTask, nest.runs());
            int part = task / groups;
            int begin = (int) ((long) run * part / parts);
            int length = (int) ((long) run * (part + 1) / parts) - begin;
            Pointers next = pointers.apply(first);
            int count;
            for (int done = first; done < end; done += count) {
                count = Math.min(Pointers.TILE, end - done);
                int[] sources = next.next(count);
                int[] targets = next.others();
                for (int i = 0; begin > 0 && i < count; i++) {
                    sources[i] += begin * nest.runStride(FROM);
                    targets[i] += begin * nest.runStride(TO);
                }
                Moves.copy(from, sources, nest.runStride(FROM), to, targets, nest.runStride(TO), count, length);
            }
        });
    }
}
