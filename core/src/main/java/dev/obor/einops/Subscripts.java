package dev.obor.einops;

import dev.obor.layout.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// An einsum pattern for operands of given ranks, whose axes are numbers.
final class Subscripts {
    private final Text text;
    private final boolean letters;
    private final int[] ranks;
    private final int covered;
    private final Map<String, Integer> ids = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private final int[][] operands;
    private final Span[][] spans;
    private final int[] output;

    /// Reads a pattern.
    ///
    /// @throws dev.obor.error.PatternException pointing at what is wrong
    Subscripts(String pattern, int... ranks) {
        this.text = new Text("einsum", pattern);
        this.ranks = ranks;
        int arrow = pattern.indexOf("->");
        List<Span> terms = terms(pattern, arrow < 0 ? pattern.length() : Pattern.arrow(text));
        if (terms.size() != ranks.length) {
            throw text.error(
                    "the pattern has " + terms.size() + (terms.size() == 1 ? " operand" : " operands") + ", and "
                            + ranks.length + " tensors are given: write a term for each, with commas between",
                    text.all());
        }
        this.letters = Letters.areMeant(pattern, terms, ranks);
        List<Expression> sides = terms.stream().map(this::read).toList();
        this.covered = covered(sides);
        this.operands = new int[ranks.length][];
        this.spans = new Span[ranks.length][];
        for (int i = 0; i < ranks.length; i++) {
            spans[i] = new Span[ranks[i]];
            operands[i] = operand(sides.get(i), i);
        }
        this.output = arrow < 0 ? implicit(sides) : explicit(sides, new Span(arrow + 2, pattern.length()));
    }

    private static List<Span> terms(String pattern, int end) {
        List<Span> terms = new ArrayList<>();
        int start = 0;
        for (int at = 0; at <= end; at++) {
            if (at == end || pattern.charAt(at) == ',') {
                terms.add(new Span(start, at));
                start = at + 1;
            }
        }
        return terms;
    }

    private Expression read(Span span) {
        if (letters) {
            return Letters.parse(text, span);
        }
        Expression side = Expression.parse(text, span, true, true);
        for (Group group : side.groups()) {
            if (group.inParentheses()) {
                throw text.error("einsum knows no parentheses: rearrange before or after", group.span());
            }
            if (group.items().isEmpty() || group.items().getFirst() instanceof Item.Length) {
                throw text.error("einsum needs a name for each axis: name this one", group.span());
            }
        }
        return side;
    }

    /// Returns how many axes `...` stands for: the most in any operand.
    private int covered(List<Expression> sides) {
        int most = 0;
        for (int i = 0; i < ranks.length; i++) {
            Expression side = sides.get(i);
            boolean open = side.ellipsis().isPresent();
            int named = side.groups().size() - (open ? 1 : 0);
            if (open ? ranks[i] < named : ranks[i] != named) {
                throw text.error(
                        "operand " + i + " has " + ranks[i] + " dims, and its term " + named
                                + (open ? " or more" : "") + (letters ? ", a letter each" : "")
                                + ": let the term name each dim, or use '...'" + notation(side),
                        side.span());
            }
            most = open ? Math.max(most, ranks[i] - named) : most;
        }
        return most;
    }

    private String notation(Expression side) {
        if (letters && side.groups().size() > 1) {
            return "; to write names of several letters, separate them by spaces";
        }
        return letters ? "" : "; to write letters, take the spaces away";
    }

    private int[] operand(Expression side, int operand) {
        int[] axes = new int[ranks[operand]];
        int d = 0;
        for (Item item : side.items()) {
            if (item instanceof Item.Name name) {
                spans[operand][d] = name.span();
                axes[d++] = id(name);
            } else {
                int here = ranks[operand] - side.items().size() + 1;
                for (int e = covered - here; e < covered; e++) {
                    spans[operand][d] = item.span();
                    axes[d++] = id("..." + e);
                }
            }
        }
        return axes;
    }

    private int id(Item.Name name) {
        if (name.name().equals("_") && ids.containsKey("_")) {
            throw text.error("a second '_': it is not clear whether it is the same axis: name it", name.span());
        }
        return id(name.name());
    }

    private int id(String name) {
        return ids.computeIfAbsent(name, n -> {
            names.add(n);
            return names.size() - 1;
        });
    }

    private int[] explicit(List<Expression> sides, Span span) {
        Expression side = read(span);
        List<Integer> axes = new ArrayList<>();
        boolean open = side.ellipsis().isPresent();
        if (!letters && !open && covered > 0) {
            Span dots = sides.stream()
                    .flatMap(term -> term.ellipsis().stream())
                    .findFirst()
                    .orElseThrow()
                    .span();
            throw text.error(
                    "'...' stands on the left only: write it on the right as well, or name the axes that are "
                            + "summed over",
                    dots);
        }
        for (Item item : side.items()) {
            if (item instanceof Item.Name name) {
                Integer id = ids.get(name.name());
                if (id == null) {
                    throw text.error(
                            "axis '" + name.name() + "' stands on the right only: it must come from an operand"
                                    + notation(side),
                            name.span());
                }
                if (axes.contains(id)) {
                    throw text.error(
                            "axis '" + name.name() + "' stands twice on the right: it can be there once", name.span());
                }
                axes.add(id);
            } else {
                axes.addAll(ellipsisAxes());
            }
        }
        return axes.stream().mapToInt(Integer::intValue).toArray();
    }

    private List<Integer> ellipsisAxes() {
        List<Integer> axes = new ArrayList<>();
        for (int e = 0; e < covered; e++) {
            axes.add(ids.get("..." + e));
        }
        return axes;
    }

    /// Without an arrow: the axes of `...`, then the letters that stand once, in alphabetical order.
    private int[] implicit(List<Expression> sides) {
        if (!letters) {
            throw text.error(
                    "there is no '->': with names, write what goes out behind it",
                    new Span(text.pattern().length(), text.pattern().length()));
        }
        Map<String, Integer> counts = new TreeMap<>();
        for (Expression side : sides) {
            for (Item item : side.items()) {
                if (item instanceof Item.Name name) {
                    counts.merge(name.name(), 1, Integer::sum);
                }
            }
        }
        List<Integer> axes = ellipsisAxes();
        counts.forEach((name, count) -> {
            if (count == 1) {
                axes.add(ids.get(name));
            }
        });
        return axes.stream().mapToInt(Integer::intValue).toArray();
    }

    /// Returns the axes of each operand's dims; an axis may stand several times in one.
    int[][] operands() {
        return operands;
    }

    /// Returns the axes of the result.
    int[] output() {
        return output;
    }

    /// Returns the size of each axis.
    ///
    /// @throws dev.obor.error.PatternException if two sizes of one axis differ and neither broadcasts
    int[] sizes(Shape... shapes) {
        int[] sizes = new int[names.size()];
        Arrays.fill(sizes, 1);
        int[] operandOf = new int[sizes.length];
        int[] dimOf = new int[sizes.length];
        for (int i = 0; i < shapes.length; i++) {
            checkRepeated(shapes[i], i);
            for (int d = 0; d < operands[i].length; d++) {
                int axis = operands[i][d];
                int size = shapes[i].size(d);
                if (size != 1 && sizes[axis] != 1 && sizes[axis] != size) {
                    throw mismatch(axis, operandOf[axis], dimOf[axis], sizes[axis], i, d, size);
                }
                if (size != 1) {
                    sizes[axis] = size;
                    operandOf[axis] = i;
                    dimOf[axis] = d;
                }
            }
        }
        return sizes;
    }

    /// Broadcasting is between operands: a diagonal has two equal sides.
    private void checkRepeated(Shape shape, int operand) {
        int[] axes = operands[operand];
        for (int d = 0; d < axes.length; d++) {
            for (int other = d + 1; other < axes.length; other++) {
                if (axes[d] == axes[other] && shape.size(d) != shape.size(other)) {
                    throw mismatch(axes[d], operand, d, shape.size(d), operand, other, shape.size(other));
                }
            }
        }
    }

    private RuntimeException mismatch(
            int axis, int operand, int dim, int size, int other, int otherDim, int otherSize) {
        String name = names.get(axis).startsWith("...") ? "..." : names.get(axis);
        return text.error(
                "axis '" + name + "' is " + size + " at dim " + dim + " of operand " + operand + " and " + otherSize
                        + " at dim " + otherDim + " of operand " + other + ": they must be equal"
                        + (operand == other ? "" : ", or one of them 1"),
                spans[operand][dim],
                spans[other][otherDim]);
    }
}
