package dev.obor.einops;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Chooses which two operands are multiplied first, which next, and so on.
///
/// The cost of a product of two is the number of multiplications: the product of the sizes of all axes of both.
/// The best order of up to eight operands is found by going through all subsets; beyond that, the pair is taken
/// that shrinks the numbers most (G. Smith and J. Gray, "opt_einsum", JOSS 3(26), 2018, describe both).
final class ContractionOrder {
    private static final int FEW = 8;

    /// Two operands, by number; the product of pair i of n operands gets the number n + i.
    record Pair(int first, int second) {}

    private final List<BitSet> operands;
    private final BitSet output;
    private final int[] sizes;

    private ContractionOrder(List<BitSet> operands, BitSet output, int[] sizes) {
        this.operands = operands;
        this.output = output;
        this.sizes = sizes;
    }

    /// Returns the pairs in order, one fewer than operands.
    ///
    /// @param operands the axes of each
    /// @param output the axes that must stay
    /// @param sizes of the axes
    static List<Pair> of(List<BitSet> operands, BitSet output, int... sizes) {
        ContractionOrder order = new ContractionOrder(operands, output, sizes);
        return operands.size() <= FEW ? order.best() : order.greedy();
    }

    private List<Pair> best() {
        int all = (1 << operands.size()) - 1;
        BitSet[] axes = new BitSet[all + 1];
        for (int set = 1; set <= all; set++) {
            axes[set] = union(set);
            BitSet needed = union(all & ~set);
            needed.or(output);
            axes[set].and(needed);
        }
        double[] cost = new double[all + 1];
        int[] split = new int[all + 1];
        for (int set = 1; set <= all; set++) {
            if (Integer.bitCount(set) > 1) {
                cost[set] = Double.POSITIVE_INFINITY;
                int lowest = Integer.lowestOneBit(set);
                // Each split is met once: the part with the lowest operand counts as the first.
                for (int part = (set - 1) & set; part > 0; part = (part - 1) & set) {
                    double total = cost[part] + cost[set & ~part] + numel(or(axes[part], axes[set & ~part]));
                    if ((part & lowest) != 0 && total < cost[set]) {
                        cost[set] = total;
                        split[set] = part;
                    }
                }
            }
        }
        List<Pair> pairs = new ArrayList<>();
        if (all > 0) {
            collect(split, all, pairs);
        }
        return pairs;
    }

    private int collect(int[] split, int set, List<Pair> pairs) {
        if (Integer.bitCount(set) == 1) {
            return Integer.numberOfTrailingZeros(set);
        }
        int first = collect(split, split[set], pairs);
        int second = collect(split, set & ~split[set], pairs);
        pairs.add(new Pair(first, second));
        return operands.size() + pairs.size() - 1;
    }

    private BitSet union(int set) {
        BitSet union = new BitSet();
        for (int i = 0; i < operands.size(); i++) {
            if ((set >> i & 1) != 0) {
                union.or(operands.get(i));
            }
        }
        return union;
    }

    /// A tensor that has not been multiplied yet.
    private record Alive(int number, BitSet axes) {}

    private List<Pair> greedy() {
        List<Alive> alive = new ArrayList<>();
        for (BitSet axes : operands) {
            alive.add(new Alive(alive.size(), axes));
        }
        List<Pair> pairs = new ArrayList<>();
        while (alive.size() > 1) {
            int[] users = users(alive);
            Alive first = alive.getFirst();
            Alive second = alive.getLast();
            double best = Double.POSITIVE_INFINITY;
            for (int i = 0; i < alive.size(); i++) {
                for (int j = i + 1; j < alive.size(); j++) {
                    BitSet a = alive.get(i).axes;
                    BitSet b = alive.get(j).axes;
                    double growth = numel(product(a, b, users)) - numel(a) - numel(b);
                    if (growth < best) {
                        best = growth;
                        first = alive.get(i);
                        second = alive.get(j);
                    }
                }
            }
            pairs.add(new Pair(first.number, second.number));
            alive.remove(first);
            alive.remove(second);
            alive.add(new Alive(operands.size() + pairs.size() - 1, product(first.axes, second.axes, users)));
        }
        return pairs;
    }

    /// Returns how many tensors have each axis.
    private int[] users(List<Alive> alive) {
        int[] users = new int[sizes.length];
        for (Alive tensor : alive) {
            tensor.axes.stream().forEach(axis -> users[axis]++);
        }
        return users;
    }

    /// Returns the axes of a product that others, or the output, still need.
    private BitSet product(BitSet a, BitSet b, int... users) {
        BitSet result = new BitSet();
        or(a, b).stream()
                .filter(axis -> output.get(axis) || users[axis] > (a.get(axis) ? 1 : 0) + (b.get(axis) ? 1 : 0))
                .forEach(result::set);
        return result;
    }

    private static BitSet or(BitSet a, BitSet b) {
        BitSet union = (BitSet) a.clone();
        union.or(b);
        return union;
    }

    private double numel(BitSet axes) {
        return axes.stream().mapToDouble(axis -> sizes[axis]).reduce(1, (a, b) -> a * b);
    }
}
