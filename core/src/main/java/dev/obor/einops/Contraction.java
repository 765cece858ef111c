package dev.obor.einops;

import dev.obor.layout.Layout;
import dev.obor.layout.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// Turns subscripts into instructions, for operands of given layouts.
///
/// Diagonals are taken first, then dims of size 1 dropped (which is all that broadcasting needs), then axes
/// that one operand alone has are summed. What is left is products of two: of elements where nothing is summed,
/// sums of products in one pass where every axis stands in both, and else matrix products. Layouts are followed
/// along, so that the axes of one matrix dim are put in an order in which they can be joined without copying,
/// if there is one.
final class Contraction {
    private final int[] sizes;
    private final int[] output;
    private final BitSet kept = new BitSet();
    private final List<Instruction> instructions = new ArrayList<>();
    private final List<Term> terms = new ArrayList<>();

    /// A tensor on its way.
    ///
    /// @param tensor its number
    /// @param axes of its dims, each once
    private record Term(int tensor, Layout layout, int[] axes) {
        boolean has(int axis) {
            return dim(axis) >= 0;
        }

        int dim(int axis) {
            int d = axes.length - 1;
            while (d >= 0 && axes[d] != axis) {
                d--;
            }
            return d;
        }

        BitSet set() {
            BitSet set = new BitSet();
            for (int axis : axes) {
                set.set(axis);
            }
            return set;
        }
    }

    private Contraction(Subscripts subscripts, Layout... operands) {
        this.sizes = subscripts.sizes(Arrays.stream(operands).map(Layout::shape).toArray(Shape[]::new));
        this.output = subscripts.output();
        for (int axis : output) {
            kept.set(axis);
        }
        for (int i = 0; i < operands.length; i++) {
            terms.add(squeezed(onDiagonals(new Term(i, operands[i], subscripts.operands()[i]))));
        }
    }

    /// Returns the instructions; the result is the tensor with the highest number.
    ///
    /// @throws dev.obor.error.PatternException if the sizes do not fit the subscripts
    static List<Instruction> plan(Subscripts subscripts, Layout... operands) {
        Contraction contraction = new Contraction(subscripts, operands);
        contraction.sumLonely();
        Term result = contraction.multiplyAll();
        contraction.finish(result);
        return List.copyOf(contraction.instructions);
    }

    private Term onDiagonals(Term term) {
        for (int d = 0; d < term.axes.length; d++) {
            for (int other = d + 1; other < term.axes.length; other++) {
                if (term.axes[d] == term.axes[other]) {
                    instructions.add(new Instruction.Diagonal(term.tensor, d, other));
                    int first = d;
                    int second = other;
                    int[] rest = IntStream.range(0, term.axes.length)
                            .filter(i -> i != first && i != second)
                            .map(i -> term.axes[i])
                            .toArray();
                    int[] axes = Arrays.copyOf(rest, rest.length + 1);
                    axes[rest.length] = term.axes[d];
                    return onDiagonals(new Term(term.tensor, term.layout.diagonal(0, d, other), axes));
                }
            }
        }
        return term;
    }

    private Term squeezed(Term term) {
        int[] dims = IntStream.range(0, term.axes.length)
                .filter(d -> term.layout.shape().size(d) != 1)
                .toArray();
        int[] axes = Arrays.stream(dims).map(d -> term.axes[d]).toArray();
        return new Term(term.tensor, reshape(term.tensor, term.layout, shape(axes)), axes);
    }

    private Layout reshape(int tensor, Layout layout, Shape shape) {
        if (shape.equals(layout.shape())) {
            return layout;
        }
        instructions.add(new Instruction.Reshape(tensor, shape));
        return layout.reshape(shape).orElseGet(() -> Layout.dense(shape));
    }

    private Term permute(Term term, int... axes) {
        if (Arrays.equals(axes, term.axes)) {
            return term;
        }
        int[] order = Arrays.stream(axes).map(term::dim).toArray();
        instructions.add(new Instruction.Permute(term.tensor, order));
        return new Term(term.tensor, term.layout.permute(order), axes);
    }

    private Shape shape(int... axes) {
        return Shape.of(Arrays.stream(axes).map(axis -> sizes[axis]).toArray());
    }

    /// Sums axes that stand in one operand and not in the output.
    private void sumLonely() {
        int[] users = new int[sizes.length];
        for (Term term : terms) {
            for (int axis : term.axes) {
                users[axis]++;
            }
        }
        for (int i = 0; i < terms.size(); i++) {
            Term term = terms.get(i);
            IntPredicate lonely = axis -> users[axis] == 1 && !kept.get(axis);
            int[] dims = IntStream.range(0, term.axes.length)
                    .filter(d -> lonely.test(term.axes[d]))
                    .toArray();
            if (dims.length > 0) {
                instructions.add(new Instruction.Sum(term.tensor, dims));
                int[] axes = Arrays.stream(term.axes).filter(lonely.negate()).toArray();
                terms.set(i, new Term(term.tensor, Layout.dense(shape(axes)), axes));
            }
        }
    }

    private Term multiplyAll() {
        List<ContractionOrder.Pair> pairs =
                ContractionOrder.of(terms.stream().map(Term::set).toList(), kept, sizes);
        Term[] alive = terms.toArray(Term[]::new);
        alive = Arrays.copyOf(alive, alive.length + pairs.size());
        int next = terms.size();
        for (ContractionOrder.Pair pair : pairs) {
            Term a = alive[pair.first()];
            Term b = alive[pair.second()];
            alive[pair.first()] = null;
            alive[pair.second()] = null;
            BitSet needed = (BitSet) kept.clone();
            for (Term other : alive) {
                if (other != null) {
                    needed.or(other.set());
                }
            }
            alive[next] = multiply(a, b, needed, next, next == alive.length - 1);
            next++;
        }
        return alive[alive.length - 1];
    }

    private Term multiply(Term a, Term b, BitSet needed, int product, boolean last) {
        int[] summed = filter(a.axes, axis -> b.has(axis) && !needed.get(axis));
        int[] natural = IntStream.concat(
                        Arrays.stream(a.axes), Arrays.stream(b.axes).filter(axis -> !a.has(axis)))
                .filter(needed::get)
                .toArray();
        int[] result = last ? filter(output, axis -> a.has(axis) || b.has(axis)) : natural;
        int[] onlyA = filter(result, axis -> !b.has(axis));
        int[] onlyB = filter(result, axis -> !a.has(axis));
        if (summed.length == 0) {
            align(a, result);
            align(b, result);
            instructions.add(new Instruction.Multiply(a.tensor, b.tensor, product));
            return new Term(product, Layout.dense(shape(result)), result);
        }
        if (onlyA.length == 0 && onlyB.length == 0) {
            int[] all = concat(result, summed);
            permute(a, all);
            permute(b, all);
            int[] dims = IntStream.range(result.length, all.length).toArray();
            instructions.add(new Instruction.SumProducts(a.tensor, b.tensor, dims, product));
            return new Term(product, Layout.dense(shape(result)), result);
        }
        // The result's last dim had better be the last of the output, so that the output is dense.
        boolean swaps = result.length > 0 && contains(onlyA, result[result.length - 1]);
        int[] batch = filter(result, axis -> a.has(axis) && b.has(axis));
        return swaps
                ? matrices(b, a, new Axes(batch, onlyB, summed, onlyA), product)
                : matrices(a, b, new Axes(batch, onlyA, summed, onlyB), product);
    }

    /// Gives a term the dims of these axes, of size 1 where it has none.
    private void align(Term term, int... axes) {
        Term turned = permute(term, filter(axes, term::has));
        reshape(
                term.tensor,
                turned.layout,
                Shape.of(Arrays.stream(axes)
                        .map(axis -> term.has(axis) ? sizes[axis] : 1)
                        .toArray()));
    }

    /// The axes of a product of matrices [batch, rows, inner] and [batch, inner, columns].
    private record Axes(int[] batch, int[] rows, int[] inner, int[] columns) {}

    private Term matrices(Term left, Term right, Axes axes, int product) {
        int[] rows = byStride(left, axes.rows);
        int[] columns = byStride(right, axes.columns);
        boolean leftIsLarger =
                left.layout.shape().numel() >= right.layout.shape().numel();
        int[] inner = byStride(leftIsLarger ? left : right, axes.inner);
        matrix(permute(left, concat(axes.batch, rows, inner)), axes.batch, rows, inner);
        matrix(permute(right, concat(axes.batch, inner, columns)), axes.batch, inner, columns);
        instructions.add(new Instruction.MatMul(left.tensor, right.tensor, product));
        int[] result = concat(axes.batch, rows, columns);
        Shape matrix = matrixShape(axes.batch, rows, columns);
        return new Term(product, reshape(product, Layout.dense(matrix), shape(result)), result);
    }

    private void matrix(Term term, int[] batch, int[] rows, int[] columns) {
        reshape(term.tensor, term.layout, matrixShape(batch, rows, columns));
    }

    private Shape matrixShape(int[] batch, int[] rows, int[] columns) {
        Shape shape = shape(batch);
        return shape.insert(shape.rank(), shape(rows).numel())
                .insert(shape.rank() + 1, shape(columns).numel());
    }

    /// Axes that are to become one dim lie in it by falling stride, so that they can be joined where that is
    /// possible.
    private static int[] byStride(Term term, int... axes) {
        return Arrays.stream(axes)
                .boxed()
                .sorted((x, y) -> Integer.compare(term.layout.stride(term.dim(y)), term.layout.stride(term.dim(x))))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private void finish(Term term) {
        Term turned = permute(term, filter(output, term::has));
        reshape(term.tensor, turned.layout, shape(output));
    }

    private static int[] filter(int[] axes, IntPredicate condition) {
        return Arrays.stream(axes).filter(condition).toArray();
    }

    private static boolean contains(int[] axes, int axis) {
        return Arrays.stream(axes).anyMatch(a -> a == axis);
    }

    private static int[] concat(int[]... parts) {
        return Arrays.stream(parts).flatMapToInt(Arrays::stream).toArray();
    }
}
