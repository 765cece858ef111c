package dev.obor.einops;

import dev.obor.layout.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// A pattern for tensors of one rank. Axes are numbers: those of the left side in their order, then the new
/// ones.
final class Plan {
    /// Stands for a length that is to be found from the shape.
    static final int UNKNOWN = -1;

    private final Text text;
    private final Span[] spans;
    private final int[][] ins;
    private final int[][] outs;
    private final int known;
    private final String[] names;
    private final int[] lengths;
    private final int[] given;

    /// The steps for shapes followed by arguments, and those asked for last, which loops mostly ask for again.
    private final Cache<List<Integer>, Found> all = new Cache<>(64);

    private volatile Found last = new Found(Shape.SCALAR, new int[] {UNKNOWN}, List.of());

    private record Found(Shape shape, int[] arguments, List<Step> steps) {}

    /// @param spans where the pattern speaks of each dim of the tensor
    /// @param ins the axes of each dim of the tensor
    /// @param outs the axes of each dim of the result
    /// @param known how many axes stand on the left
    /// @param names of the axes, for messages
    /// @param lengths those that the pattern itself tells, else [#UNKNOWN]
    /// @param given the axes whose lengths are arguments, in their order
    Plan(Text text, Span[] spans, int[][] ins, int[][] outs, int known, String[] names, int[] lengths, int[] given) {
        this.text = text;
        this.spans = spans;
        this.ins = ins;
        this.outs = outs;
        this.known = known;
        this.names = names;
        this.lengths = lengths;
        this.given = given;
    }

    /// Returns what is to be done to a tensor of a shape; steps that would change nothing are left out.
    ///
    /// @param arguments the lengths of the given axes
    /// @throws dev.obor.error.PatternException if a dim does not divide as the pattern says
    List<Step> steps(Shape shape, int... arguments) {
        Found found = last;
        if (!shape.equals(found.shape) || !Arrays.equals(arguments, found.arguments)) {
            int[] own = arguments.clone();
            found = all.get(key(shape, own), _ -> new Found(shape, own, find(shape, own)));
            last = found;
        }
        return found.steps;
    }

    private static List<Integer> key(Shape shape, int... arguments) {
        return IntStream.concat(Arrays.stream(shape.toArray()), Arrays.stream(arguments))
                .boxed()
                .toList();
    }

    private List<Step> find(Shape shape, int[] arguments) {
        int[] sizes = sizes(shape, arguments);
        int[] left = ordered(ins);
        int[] right = ordered(outs);
        boolean[] stays = new boolean[names.length];
        for (int axis : right) {
            stays[axis] = true;
        }
        int[] kept = Arrays.stream(left).filter(axis -> stays[axis]).toArray();
        int[] wanted = Arrays.stream(right).filter(axis -> axis < known).toArray();
        boolean collapses = kept.length < left.length;
        boolean turns = !Arrays.equals(kept, wanted);
        boolean grows = wanted.length < right.length;

        List<Step> steps = new ArrayList<>();
        Shape now = shape;
        if (collapses || turns || grows) {
            now = add(steps, now, shape(sizes, left));
        }
        if (collapses) {
            now = shape(sizes, kept);
            steps.add(new Step.Collapse(
                    IntStream.range(0, left.length).filter(d -> !stays[left[d]]).toArray(), now));
        }
        if (turns) {
            steps.add(new Step.Permute(
                    Arrays.stream(wanted).map(axis -> indexOf(kept, axis)).toArray()));
            now = shape(sizes, wanted);
        }
        if (grows) {
            int[] ones = sizes.clone();
            Arrays.fill(ones, known, ones.length, 1);
            now = add(steps, now, shape(ones, right));
            Shape wide = shape(sizes, right);
            if (!wide.equals(now)) {
                steps.add(new Step.Expand(wide));
                now = wide;
            }
        }
        add(steps, now, result(sizes));
        return List.copyOf(steps);
    }

    private static Shape add(List<Step> steps, Shape now, Shape next) {
        if (!next.equals(now)) {
            steps.add(new Step.Reshape(next));
        }
        return next;
    }

    private int[] sizes(Shape shape, int[] arguments) {
        int[] sizes = lengths.clone();
        for (int i = 0; i < given.length; i++) {
            sizes[given[i]] = arguments[i];
        }
        for (int d = 0; d < ins.length; d++) {
            long product = 1;
            int unknown = UNKNOWN;
            for (int axis : ins[d]) {
                if (sizes[axis] == UNKNOWN) {
                    unknown = axis;
                } else {
                    product = Math.min(product * sizes[axis], Integer.MAX_VALUE + 1L);
                }
            }
            int size = shape.size(d);
            if (unknown == UNKNOWN) {
                checkProduct(d, size, product, sizes);
            } else {
                checkDivides(d, size, product, sizes, names[unknown]);
                sizes[unknown] = (int) (size / product);
            }
        }
        return sizes;
    }

    private void checkProduct(int dim, int size, long product, int[] sizes) {
        if (size != product) {
            String expected = ins[dim].length == 0
                    ? "an axis of length 1"
                    : listed(ins[dim], sizes) + (ins[dim].length == 1 ? "" : ", which make " + product);
            throw text.error(
                    "dim " + dim + " has size " + size + ", and the pattern says " + expected + ": they must be equal",
                    spans[dim]);
        }
    }

    private void checkDivides(int dim, int size, long product, int[] sizes, String unknown) {
        if (product == 0 || size % product != 0) {
            int[] told = Arrays.stream(ins[dim])
                    .filter(axis -> sizes[axis] != UNKNOWN)
                    .toArray();
            throw text.error(
                    "dim " + dim + " has size " + size + ", which does not divide by " + listed(told, sizes)
                            + (told.length > 1 ? ", together " + product : "") + ", so there is no length for '"
                            + unknown
                            + "': choose " + (product == 0 ? "lengths above 0" : "lengths that divide " + size),
                    spans[dim]);
        }
    }

    private String listed(int[] axes, int[] sizes) {
        return String.join(
                " and ",
                Arrays.stream(axes)
                        .mapToObj(axis -> names[axis].equals(Integer.toString(sizes[axis]))
                                ? names[axis]
                                : names[axis] + " = " + sizes[axis])
                        .toList());
    }

    private static int[] ordered(int[][] groups) {
        return Arrays.stream(groups).flatMapToInt(Arrays::stream).toArray();
    }

    private static int indexOf(int[] axes, int axis) {
        int d = 0;
        while (axes[d] != axis) {
            d++;
        }
        return d;
    }

    private static Shape shape(int[] sizes, int[] axes) {
        return Shape.of(Arrays.stream(axes).map(axis -> sizes[axis]).toArray());
    }

    private Shape result(int[] sizes) {
        return Shape.of(
                Arrays.stream(outs).mapToInt(group -> product(group, sizes)).toArray());
    }

    private int product(int[] group, int[] sizes) {
        long product = 1;
        for (int axis : group) {
            product = Math.min(product * sizes[axis], Integer.MAX_VALUE + 1L);
        }
        if (product > Integer.MAX_VALUE) {
            throw text.error(
                    "a dim of the result, of " + listed(group, sizes)
                            + ", would be longer than 2147483647, the most there is: leave its axes apart",
                    text.all());
        }
        return (int) product;
    }
}
