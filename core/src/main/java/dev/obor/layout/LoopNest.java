package dev.obor.layout;

import java.util.Arrays;

/// A plan for going through several layouts of one shape together: the dims are put in the order of the first
/// layout's strides, dims of size 1 are dropped, and neighbours that all layouts cross in one stride are
/// joined, so that what remains innermost is as long a run as there is.
public final class LoopNest {
    private final int[] sizes;
    private final int[][] strides;
    private final int[] offsets;
    private final int numel;

    private LoopNest(int[] sizes, int[][] strides, int[] offsets, int numel) {
        this.sizes = sizes;
        this.strides = strides;
        this.offsets = offsets;
        this.numel = numel;
    }

    /// Returns the plan for layouts that expand to `shape`, which has elements.
    public static LoopNest of(Shape shape, Layout... layouts) {
        Layout[] operands = new Layout[layouts.length];
        for (int i = 0; i < operands.length; i++) {
            operands[i] = layouts[i].shape().equals(shape) ? layouts[i] : layouts[i].expand(shape);
        }
        return join(shape, operands, order(shape, operands));
    }

    /// Returns the plan that keeps the given dims in the given order, for loops whose order counts.
    public static LoopNest ordered(Shape shape, int[] dims, Layout... operands) {
        int[] order = new int[dims.length];
        int count = 0;
        for (int d : dims) {
            if (shape.size(d) != 1) {
                order[count++] = d;
            }
        }
        return join(shape, operands, count == dims.length ? order : Arrays.copyOf(order, count));
    }

    /// The dims of a size other than 1, larger strides first: those of the first operand decide, then the
    /// second's.
    private static int[] order(Shape shape, Layout[] operands) {
        int[] order = new int[shape.rank()];
        int count = 0;
        for (int d = 0; d < order.length; d++) {
            if (shape.size(d) == 1) {
                continue;
            }
            int at = count++;
            while (at > 0 && before(operands, d, order[at - 1])) {
                order[at] = order[at - 1];
                at--;
            }
            order[at] = d;
        }
        return Arrays.copyOf(order, count);
    }

    private static boolean before(Layout[] operands, int dim, int other) {
        for (Layout operand : operands) {
            int a = operand.stride(dim);
            int b = operand.stride(other);
            if (a != b && a != 0 && b != 0) {
                return a > b;
            }
        }
        return false;
    }

    private static LoopNest join(Shape shape, Layout[] operands, int[] order) {
        int n = operands.length;
        int[] sizes = new int[Math.max(order.length, 1)];
        int[][] strides = new int[n][sizes.length];
        int[] offsets = new int[n];
        int count = 0;
        int numel = 1;
        for (int d : order) {
            numel *= shape.size(d);
            boolean joins = count > 0;
            for (int i = 0; joins && i < n; i++) {
                joins = strides[i][count - 1] == operands[i].stride(d) * shape.size(d);
            }
            int at = joins ? count - 1 : count++;
            sizes[at] = joins ? sizes[at] * shape.size(d) : shape.size(d);
            for (int i = 0; i < n; i++) {
                strides[i][at] = operands[i].stride(d);
            }
        }
        for (int i = 0; i < n; i++) {
            offsets[i] = operands[i].offset();
        }
        if (count == 0) {
            sizes[0] = 1;
            count = 1;
        }
        for (int i = 0; i < n; i++) {
            strides[i] = Arrays.copyOf(strides[i], count);
        }
        return new LoopNest(Arrays.copyOf(sizes, count), strides, offsets, numel);
    }

    /// Returns the plan whose steps are this one's runs: without the innermost dim.
    public LoopNest ofRuns() {
        int rank = sizes.length - 1;
        if (rank == 0) {
            return new LoopNest(new int[] {1}, new int[offsets.length][1], offsets, runs());
        }
        int[][] outer = new int[strides.length][];
        Arrays.setAll(outer, i -> Arrays.copyOf(strides[i], rank));
        return new LoopNest(Arrays.copyOf(sizes, rank), outer, offsets, runs());
    }

    /// Returns the plan with the two innermost dims, of which there must be two, in the other order.
    public LoopNest turned() {
        int[] turnedSizes = sizes.clone();
        swapLast(turnedSizes);
        int[][] turned = new int[strides.length][];
        for (int i = 0; i < turned.length; i++) {
            turned[i] = strides[i].clone();
            swapLast(turned[i]);
        }
        return new LoopNest(turnedSizes, turned, offsets, numel);
    }

    private static void swapLast(int... values) {
        int last = values.length - 1;
        int value = values[last];
        values[last] = values[last - 1];
        values[last - 1] = value;
    }

    /// Returns the number of steps in all.
    public int numel() {
        return numel;
    }

    /// Returns the number of dims left, 1 or more.
    public int rank() {
        return sizes.length;
    }

    /// Returns the size of a dim that is left.
    public int size(int dim) {
        return sizes[dim];
    }

    /// Returns an operand's stride in a dim that is left.
    public int stride(int operand, int dim) {
        return strides[operand][dim];
    }

    /// Returns the length of a run, the size of the innermost dim.
    public int runLength() {
        return sizes[sizes.length - 1];
    }

    /// Returns the number of runs.
    public int runs() {
        return numel == 0 ? 0 : numel / runLength();
    }

    /// Returns an operand's stride within a run.
    public int runStride(int operand) {
        return strides[operand][sizes.length - 1];
    }

    /// Tells whether an operand stays at one place throughout.
    public boolean isConstant(int operand) {
        for (int stride : strides[operand]) {
            if (stride != 0) {
                return false;
            }
        }
        return true;
    }

    /// Tells whether an operand's elements are the same ones in each run.
    public boolean repeatsRuns(int operand) {
        for (int d = 0; d < sizes.length - 1; d++) {
            if (strides[operand][d] != 0) {
                return false;
            }
        }
        return true;
    }

    /// Tells whether an operand's elements follow one another without gaps throughout.
    public boolean isFlat(int operand) {
        int expected = 1;
        for (int d = sizes.length - 1; d >= 0; d--) {
            if (strides[operand][d] != expected) {
                return false;
            }
            expected *= sizes[d];
        }
        return true;
    }

    /// Returns the place of an operand's element at a step, `0 ≤ step < numel`.
    public int place(int operand, int step) {
        int rest = step;
        int place = offsets[operand];
        for (int d = sizes.length - 1; d >= 0; d--) {
            place += rest % sizes[d] * strides[operand][d];
            rest /= sizes[d];
        }
        return place;
    }
}
