package dev.obor.cpu;

import dev.obor.cpu.KernelPlan.Form;
import dev.obor.dtype.DType;
import dev.obor.expr.Expr;
import dev.obor.expr.Program;
import dev.obor.storage.Elements;
import dev.obor.storage.Storage;
import dev.obor.storage.View;
import dev.obor.tensor.Reducer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The kernels made so far, found by an operator's number and then by the dtypes and constant inputs, packed
/// in a long.
final class Kernels {
    private static final class Entry {
        private final long key;
        private final Tier<Kernel> kernel;
        private final Entry next;

        Entry(long key, Tier<Kernel> kernel, Entry next) {
            this.key = key;
            this.kernel = kernel;
            this.next = next;
        }
    }

    /// The most operands of a kernel that may have dtypes of their own: these and the constant bits must fit
    /// the key.
    static final int MOST_OPERANDS = 10;

    /// Elements of a warm-up run: a prime, so that the loop for the rest after whole vectors is warmed up as
    /// well. Ten vectors of 16 are enough for HotSpot to unroll the loop, and few enough that it is compiled
    /// soon: calls count as well as rounds of loops, and a round of vector code not yet compiled takes
    /// microseconds.
    private static final int EXERCISE = 173;

    /// Elements of the other runs of a batch, less than a vector: HotSpot counts those runs as well, and they spare
    /// the time of vector code that is not compiled yet.
    private static final int REST = 13;

    /// Elements of some runs: whole vectors.
    private static final int EXERCISE_WHOLE = 160;

    /// The first elements, of either sign, in one vector or a few: enough for HotSpot to see both sides of a branch.
    private static final int MIXED = 16;

    /// Rows of a warm-up run, and their distance: they overlap.
    private static final int ROWS = 4;

    /// The elements of a column of a warm-up run, more than there are lanes; the columns are never fewer than a
    /// vector has lanes.
    private static final int COLUMN = 53;

    private static final int REST_COLUMNS = 17;
    private static final int ROOM_OF_COLUMNS = 33 * 16;

    private volatile Entry[] entries = new Entry[64];

    /// Returns what tells the kernels of one operator apart.
    ///
    /// @param compute the dtype of the arithmetic
    /// @param constants a bit for each input that stays at one element
    @SuppressWarnings("EnumOrdinal") // A key lives no longer than the process.
    static long key(DType compute, View[] outputs, View[] inputs, int constants) {
        if (inputs.length + outputs.length > MOST_OPERANDS) {
            // The sign tells these keys from the others.
            return Long.MIN_VALUE | (long) constants << 8 | inputs[0].dtype().ordinal() << 4 | compute.ordinal();
        }
        long key = constants;
        for (View input : inputs) {
            key = key << 4 | input.dtype().ordinal();
        }
        for (View output : outputs) {
            key = key << 4 | output.dtype().ordinal();
        }
        return key << 4 | compute.ordinal();
    }

    /// Returns the kernel of an operator, made at the first call.
    ///
    /// @param id the operator's number
    /// @param key its [#key(DType, View\[\], View\[\], int)]
    /// @param plan makes the plan, if the kernel is not there yet
    Tier<Kernel> find(int id, long key, Supplier<KernelPlan> plan) {
        Entry[] table = entries;
        for (Entry e = id < table.length ? table[id] : null; e != null; e = e.next) {
            if (e.key == key) {
                return e.kernel;
            }
        }
        return add(id, key, plan.get());
    }

    /// Returns the kernel that folds inputs into the lanes of a result, or many of them into results.
    ///
    /// @param constants a bit for each input that stays at one element
    @SuppressWarnings("EnumOrdinal") // A number lives no longer than the process.
    Tier<Kernel> find(Reducer reducer, Lanes way, View output, View[] inputs, int constants, Form form) {
        DType compute = way.compute();
        View[] lanes = {new View(output.storage(), output.layout(), compute)};
        return find(
                Form.values().length * reducer.id() + form.ordinal(),
                key(compute, lanes, inputs, constants),
                () -> plan(
                        reducer.name(), reducer.formulas(), Optional.of(way), form, compute, lanes, inputs, constants));
    }

    /// Returns the plan of a map of operands of the dtypes of views.
    static KernelPlan plan(
            String name, List<Expr> formulas, DType compute, View[] outputs, View[] inputs, int constants) {
        return plan(name, formulas, Optional.empty(), Form.RUN, compute, outputs, inputs, constants);
    }

    private static KernelPlan plan(
            String name,
            List<Expr> formulas,
            Optional<Lanes> fold,
            Form form,
            DType compute,
            View[] outputs,
            View[] inputs,
            int constants) {
        if (inputs.length + outputs.length > MOST_OPERANDS
                && Stream.of(inputs, outputs)
                                .flatMap(Arrays::stream)
                                .map(View::dtype)
                                .distinct()
                                .count()
                        > 1) {
            throw new IllegalArgumentException(
                    name + " has more than " + MOST_OPERANDS + " operands, which must be of one dtype");
        }
        return new KernelPlan(
                name,
                Program.of(formulas, compute),
                Arrays.stream(outputs).map(View::dtype).toList(),
                Arrays.stream(inputs).map(View::dtype).toList(),
                constants,
                fold,
                form);
    }

    private synchronized Tier<Kernel> add(int id, long key, KernelPlan plan) {
        Entry[] table = id < entries.length ? entries.clone() : Arrays.copyOf(entries, 2 * id);
        for (Entry e = table[id]; e != null; e = e.next) {
            if (e.key == key) {
                return e.kernel;
            }
        }
        Kernel scalar = scalar(plan);
        Tier<Kernel> kernel = plan.isVectorisable()
                ? new Tier<>(scalar, () -> Emitter.make(plan, true), exercise(plan))
                : new Tier<>(scalar);
        table[id] = new Entry(key, kernel, table[id]);
        entries = table;
        return kernel;
    }

    private static Kernel scalar(KernelPlan plan) {
        if (plan.form() != Form.ROWS) {
            return Emitter.make(plan, false);
        }
        Kernel one = Emitter.make(plan.ofOneRow(), false);
        return plan.fold().isPresent() ? new RowSums(one, plan.fold().get()) : new RowMap(one);
    }

    /// A run over scratch data, allocated when the first warm-up asks for it. The first values take both sides of
    /// comparisons: HotSpot leaves out a branch that it has not seen taken, and throws the code away at the
    /// first call that takes it. The others are ones, for which few functions call a method.
    private static Consumer<Kernel> exercise(KernelPlan plan) {
        int inputs = plan.inputs().size();
        List<DType> operands = new ArrayList<>(plan.outputs());
        operands.addAll(plan.inputs());
        boolean many = plan.form() != Form.RUN;
        boolean folds = many && plan.fold().isPresent();
        if (folds) {
            operands.addAll(plan.outputs());
        }
        Object[] arrays = new Object[operands.size()];
        int[] offsets = new int[folds ? RowSums.offsets(inputs) : many ? RowMap.offsets(arrays.length) : arrays.length];
        if (many) {
            Arrays.fill(offsets, arrays.length, offsets.length, ROWS);
        }
        boolean columns = plan.form() == Form.COLUMNS;
        if (columns) {
            offsets[inputs + 2] = COLUMN;
        }
        double[] params = new double[16];
        Arrays.fill(params, 1);
        int[] runs = {0};
        return kernel -> {
            for (int i = 0; i < arrays.length && arrays[i] == null; i++) {
                DType dtype = operands.get(i);
                int size = columns ? ROOM_OF_COLUMNS : EXERCISE + ROWS * ROWS;
                Storage scratch = Storage.of(dtype, size);
                for (int e = 0; e < size; e++) {
                    Elements.setLong(scratch, dtype, e, dtype == DType.BOOL ? e & 1 : e < MIXED && e % 2 == 1 ? -1 : 1);
                }
                arrays[i] = scratch.array();
            }
            int run = runs[0]++ % (2 * Tier.BATCH);
            int length = run == 0 ? EXERCISE : run == Tier.BATCH ? EXERCISE_WHOLE : columns ? REST_COLUMNS : REST;
            kernel.run(arrays, offsets, length, params);
        };
    }
}
