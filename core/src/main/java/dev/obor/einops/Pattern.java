package dev.obor.einops;

import dev.obor.error.PatternException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A pattern with two sides, read and checked as far as that can be done without a shape.
///
/// @param operation the function it was given to
/// @param text its text
/// @param left what comes in
/// @param right what goes out
/// @param given the names of the axes whose lengths are given, in the order of the arguments
record Pattern(Operation operation, Text text, Expression left, Expression right, List<String> given) {
    /// Reads and checks a pattern.
    ///
    /// @throws PatternException pointing at what is wrong
    static Pattern parse(Operation operation, String pattern, List<String> given) {
        Text text = new Text(operation.toString(), pattern);
        int arrow = arrow(text);
        Expression left = Expression.parse(text, new Span(0, arrow), false, false);
        Expression right = Expression.parse(text, new Span(arrow + 2, pattern.length()), false, false);
        Pattern result = new Pattern(operation, text, left, right, given);
        result.checkEllipsis();
        result.checkSides();
        result.checkGiven();
        result.checkGroups();
        return result;
    }

    /// Returns where the one arrow stands.
    static int arrow(Text text) {
        int arrow = text.pattern().indexOf("->");
        if (arrow < 0) {
            throw text.error("there is no '->': write what comes in, '->', and what goes out", text.all());
        }
        int second = text.pattern().indexOf("->", arrow + 2);
        if (second >= 0) {
            throw text.error("a second '->': a pattern has one", new Span(second, second + 2));
        }
        return arrow;
    }

    private void checkEllipsis() {
        for (Group group : left.groups()) {
            for (Item item : group.items()) {
                if (group.inParentheses() && item instanceof Item.Ellipsis) {
                    throw text.error(
                            "'...' cannot stand in parentheses on the left: the axes of one dim are named",
                            item.span());
                }
            }
        }
        Optional<Item.Ellipsis> out = right.ellipsis();
        if (out.isPresent() && left.ellipsis().isEmpty()) {
            throw text.error(
                    "'...' stands on the right only: add it on the left",
                    out.get().span());
        }
        Optional<Item.Ellipsis> in = left.ellipsis();
        if (in.isPresent() && out.isEmpty() && operation != Operation.REDUCE) {
            throw text.error(
                    "'...' stands on the left only, and " + operation + " drops no axes: add it on the right",
                    in.get().span());
        }
    }

    private void checkSides() {
        for (Item item : left.items()) {
            if (item instanceof Item.Length number && operation != Operation.REDUCE) {
                throw text.error(
                        "an axis of length " + number.length() + " without a name cannot be found on the right: "
                                + "name it",
                        number.span());
            }
            if (item instanceof Item.Name name
                    && operation != Operation.REDUCE
                    && right.find(name.name()).isEmpty()) {
                throw text.error(
                        "axis '" + name.name() + "' stands on the left only, and " + operation
                                + " drops no axes: use reduce",
                        name.span());
            }
        }
        for (Item item : right.items()) {
            if (item instanceof Item.Length number && operation != Operation.REPEAT) {
                throw text.error(
                        operation + " makes no new axis of length " + number.length() + ": use repeat", number.span());
            }
            if (item instanceof Item.Name name && left.find(name.name()).isEmpty()) {
                checkNew(name);
            }
        }
    }

    private void checkNew(Item.Name name) {
        if (operation != Operation.REPEAT) {
            throw text.error(
                    "axis '" + name.name() + "' stands on the right only, and " + operation
                            + " makes no new axes: use repeat",
                    name.span());
        }
        if (!given.contains(name.name())) {
            throw text.error(
                    "the length of the new axis '" + name.name() + "' is not known: pass axis(\"" + name.name()
                            + "\", length)",
                    name.span());
        }
    }

    private void checkGiven() {
        for (int i = 0; i < given.size(); i++) {
            String name = given.get(i);
            if (left.find(name).isEmpty() && right.find(name).isEmpty()) {
                throw text.error(
                        "a length is given for axis '" + name + "', which the pattern does not name: "
                                + "take it away, or name the axis",
                        text.all());
            }
            if (given.indexOf(name) < i) {
                throw text.error("two lengths are given for axis '" + name + "': give one", text.all());
            }
        }
    }

    private void checkGroups() {
        for (Group group : left.groups()) {
            List<Item> unknown = group.items().stream()
                    .filter(item -> item instanceof Item.Name name && !given.contains(name.name()))
                    .toList();
            if (unknown.size() > 1) {
                Item.Name first = (Item.Name) unknown.getFirst();
                Item.Name second = (Item.Name) unknown.get(1);
                throw text.error(
                        "the lengths of '" + first.name() + "' and '" + second.name()
                                + "' cannot both be found from one dim: pass axis(\"" + first.name() + "\", length)",
                        group.span());
            }
        }
    }

    /// Returns the plan for tensors of a rank.
    ///
    /// @throws PatternException if the left side does not have so many dims
    Plan plan(int rank) {
        int named = left.groups().size() - (left.ellipsis().isPresent() ? 1 : 0);
        if (left.ellipsis().isPresent() ? rank < named : rank != named) {
            throw text.error(
                    "the left side has " + named + (left.ellipsis().isPresent() ? " dims or more" : " dims")
                            + ", the tensor " + rank + ": let it name each dim of the tensor, or use '...'",
                    left.span());
        }
        return new Builder(rank - named).build();
    }

    /// Numbers the axes from 0: those of the left side in their order, then the new ones.
    private final class Builder {
        private final int covered;
        private final Map<String, Integer> ids = new HashMap<>();
        private final List<String> names = new ArrayList<>();
        private final List<Integer> lengths = new ArrayList<>();

        /// @param covered the number of axes that `...` stands for
        Builder(int covered) {
            this.covered = covered;
        }

        Plan build() {
            List<int[]> ins = axes(left);
            int known = names.size();
            List<int[]> outs = axes(right);
            int[] positions = given.stream().mapToInt(ids::get).toArray();
            return new Plan(
                    text,
                    left.groups().stream().flatMap(this::spans).toArray(Span[]::new),
                    ins.toArray(int[][]::new),
                    outs.toArray(int[][]::new),
                    known,
                    names.toArray(String[]::new),
                    lengths.stream().mapToInt(Integer::intValue).toArray(),
                    positions);
        }

        private java.util.stream.Stream<Span> spans(Group group) {
            return java.util.stream.Stream.generate(group::span).limit(group.isEllipsis() ? covered : 1);
        }

        private List<int[]> axes(Expression side) {
            List<int[]> dims = new ArrayList<>();
            for (Group group : side.groups()) {
                int[] found = group.items().stream()
                        .flatMapToInt(item -> java.util.Arrays.stream(ids(item)))
                        .toArray();
                if (group.isEllipsis()) {
                    for (int id : found) {
                        dims.add(new int[] {id});
                    }
                } else {
                    dims.add(found);
                }
            }
            return dims;
        }

        private int[] ids(Item item) {
            return switch (item) {
                case Item.Name name -> new int[] {ids.computeIfAbsent(name.name(), n -> fresh(n, Plan.UNKNOWN))};
                case Item.Length number -> new int[] {fresh(Integer.toString(number.length()), number.length())};
                case Item.Ellipsis _ -> {
                    int[] found = new int[covered];
                    for (int i = 0; i < covered; i++) {
                        found[i] = ids.computeIfAbsent("..." + i, _ -> fresh("...", Plan.UNKNOWN));
                    }
                    yield found;
                }
            };
        }

        private int fresh(String name, int length) {
            names.add(name);
            lengths.add(length);
            return names.size() - 1;
        }
    }
}
