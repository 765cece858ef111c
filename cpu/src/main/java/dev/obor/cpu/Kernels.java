package dev.obor.cpu;

import dev.obor.dtype.DType;
import dev.obor.expr.Expr;
import dev.obor.expr.Fn;
import dev.obor.expr.Program;
import dev.obor.storage.Elements;
import dev.obor.storage.View;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The kernels made so far, found by an operator's number and then by the dtypes and constant inputs, packed in a long.
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

    /// The most operands of a kernel: their dtypes and the constant bits must fit the key.
    private static final int MOST_OPERANDS = 10;

    private static final int EXERCISE = 2048;

    private volatile Entry[] entries = new Entry[64];

    /// Returns what tells the kernels of one operator apart.
    ///
    /// @param compute the dtype of the arithmetic
    /// @param constants a bit for each input that stays at one element
    @SuppressWarnings("EnumOrdinal") // A key lives no longer than the process.
    static long key(DType compute, View[] outputs, View[] inputs, int constants) {
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
    /// @param formulas the outputs' formulas
    /// @param fold how a fold combines values; empty for a map
    Tier<Kernel> find(
            int id,
            String name,
            List<Expr> formulas,
            Optional<Fn> fold,
            DType compute,
            View[] outputs,
            View[] inputs,
            int constants) {
        long key = key(compute, outputs, inputs, constants);
        Entry[] table = entries;
        for (Entry e = id < table.length ? table[id] : null; e != null; e = e.next) {
            if (e.key == key) {
                return e.kernel;
            }
        }
        if (inputs.length + outputs.length > MOST_OPERANDS) {
            throw new IllegalArgumentException(name + " has more than " + MOST_OPERANDS + " operands");
        }
        KernelPlan plan = new KernelPlan(
                name,
                Program.of(formulas, compute),
                Arrays.stream(outputs).map(View::dtype).toList(),
                Arrays.stream(inputs).map(View::dtype).toList(),
                constants,
                fold);
        return add(id, key, plan);
    }

    private synchronized Tier<Kernel> add(int id, long key, KernelPlan plan) {
        Entry[] table = id < entries.length ? entries.clone() : Arrays.copyOf(entries, 2 * id);
        for (Entry e = table[id]; e != null; e = e.next) {
            if (e.key == key) {
                return e.kernel;
            }
        }
        Kernel scalar = Emitter.make(plan, false);
        Tier<Kernel> kernel = plan.isVectorisable()
                ? new Tier<>(scalar, () -> Emitter.make(plan, true), exercise(plan))
                : new Tier<>(scalar);
        table[id] = new Entry(key, kernel, table[id]);
        entries = table;
        return kernel;
    }

    /// A run over scratch data of ones, allocated when the first warm-up asks for it.
    private static Consumer<Kernel> exercise(KernelPlan plan) {
        int outputs = plan.outputs().size();
        Object[] arrays = new Object[outputs + plan.inputs().size()];
        int[] offsets = new int[arrays.length];
        double[] params = new double[16];
        Arrays.fill(params, 1);
        return kernel -> {
            for (int i = 0; i < arrays.length && arrays[i] == null; i++) {
                DType dtype = i < outputs ? plan.outputs().get(i) : plan.inputs().get(i - outputs);
                arrays[i] = Elements.filled(dtype, EXERCISE, 1).array();
            }
            kernel.run(arrays, offsets, EXERCISE, params);
        };
    }
}
