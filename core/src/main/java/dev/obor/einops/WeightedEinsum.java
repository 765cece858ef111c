package dev.obor.einops;

import dev.obor.error.PatternException;
import dev.obor.layout.Axis;
import dev.obor.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An einsum of inputs with one weight, whose dims may be composed on both sides: what the layer `EinMix` does.
/// Immutable.
///
/// The sides of `"b (g c_in) -> b (g c_out)"` are taken apart, multiplied with a weight of, say, `"g c_in
/// c_out"`, and put together again.
public final class WeightedEinsum {
    private static final String OP = "EinMix";

    private final Optional<Transform> before;
    private final String product;
    private final Optional<Transform> after;
    private final dev.obor.layout.Shape weight;
    private final dev.obor.layout.Shape bias;
    private final int fanIn;

    private WeightedEinsum(Parts parts, List<Axis> lengths) {
        String left = parts.left.flat();
        String right = parts.right.flat();
        Axis[] inLeft =
                lengths.stream().filter(axis -> parts.left.has(axis.name())).toArray(Axis[]::new);
        // Even where nothing is taken apart, a length that is given is checked.
        this.before = parts.left.isFlat() && inLeft.length == 0
                ? Optional.empty()
                : Optional.of(Transform.rearrange(parts.left.text() + " -> " + left, inLeft));
        this.product = left + ", " + parts.weight.flat() + " -> " + right;
        this.after = parts.right.isFlat()
                ? Optional.empty()
                : Optional.of(Transform.rearrange(right + " -> " + parts.right.text(), inRight(parts, lengths)));
        this.weight = dev.obor.layout.Shape.of(parts.weight.names().stream()
                .mapToInt(name -> length(name, lengths))
                .toArray());
        this.bias = dev.obor.layout.Shape.of(parts.biasSizes(lengths));
        long mixed = 1;
        for (Item.Name name : parts.weight.names()) {
            mixed = Math.min(mixed * (parts.right.has(name.name()) ? 1 : length(name, lengths)), Integer.MAX_VALUE);
        }
        this.fanIn = (int) mixed;
    }

    private static Axis[] inRight(Parts parts, List<Axis> lengths) {
        return lengths.stream().filter(axis -> parts.right.has(axis.name())).toArray(Axis[]::new);
    }

    private static int length(Item.Name name, List<Axis> lengths) {
        return lengths.stream()
                .filter(axis -> axis.name().equals(name.name()))
                .findFirst()
                .orElseThrow()
                .length();
    }

    /// Returns the product that patterns describe.
    ///
    /// @param pattern what comes in and what goes out
    /// @param weight the axes of the weight, each with a length
    /// @param bias the axes of a bias, each with a length and on the right side; empty for none
    /// @throws PatternException if the patterns do not fit each other, or a length is missing
    public static WeightedEinsum of(String pattern, String weight, String bias, Axis... lengths) {
        Text text = new Text(OP, pattern);
        List<Axis> axes = List.of(lengths);
        try {
            int arrow = Pattern.arrow(text);
            Parts parts = new Parts(
                    Part.parse(text, new Span(0, arrow)),
                    Part.parse(text, new Span(arrow + 2, pattern.length())),
                    Part.parse(new Text(OP, weight)),
                    Part.parse(new Text(OP, bias)));
            parts.check(axes);
            return new WeightedEinsum(parts, axes);
        } catch (PatternException e) {
            throw Text.inContext(
                    e,
                    "pattern \"" + pattern + "\", weight \"" + weight + "\", bias \"" + bias + "\", axis lengths "
                            + axes);
        }
    }

    /// Returns the shape of the weight.
    public dev.obor.layout.Shape weightShape() {
        return weight;
    }

    /// Returns the shape of the bias, which broadcasts to the product before it is put together.
    public dev.obor.layout.Shape biasShape() {
        return bias;
    }

    /// Returns how many elements of the input come together in one of the output.
    public int fanIn() {
        return fanIn;
    }

    /// Returns the product of an input and a weight, with a bias added if there is one.
    ///
    /// @throws PatternException if a shape does not fit
    public Tensor apply(Tensor x, Tensor weights, Optional<Tensor> biases) {
        Tensor parted = before.isPresent() ? before.get().apply(x) : x;
        Tensor mixed = Einops.einsum(product, parted, weights);
        Tensor shifted = biases.isPresent() ? mixed.add(biases.get()) : mixed;
        return after.isPresent() ? after.get().apply(shifted) : shifted;
    }

    /// One expression, with the text that it was read from.
    private record Part(Text whole, Expression side) {
        static Part parse(Text text) {
            Part part = parse(text, text.all());
            for (Group group : part.side.groups()) {
                if (group.inParentheses() || group.isEllipsis() || group.items().isEmpty()) {
                    throw text.error("weight and bias have named axes only: take this away", group.span());
                }
            }
            return part;
        }

        static Part parse(Text text, Span span) {
            Part part = new Part(text, Expression.parse(text, span, false, false));
            for (Group group : part.side.groups()) {
                for (Item item : group.items()) {
                    if (item instanceof Item.Length || group.inParentheses() && item instanceof Item.Ellipsis) {
                        throw text.error("only named axes can be mixed: name this one", item.span());
                    }
                }
            }
            return part;
        }

        String text() {
            return whole.pattern()
                    .substring(side.span().start(), side.span().end())
                    .strip();
        }

        List<Item.Name> names() {
            return side.items().stream()
                    .filter(Item.Name.class::isInstance)
                    .map(Item.Name.class::cast)
                    .toList();
        }

        boolean has(String name) {
            return side.find(name).isPresent();
        }

        boolean isFlat() {
            return side.groups().stream().allMatch(group -> group.items().size() == 1);
        }

        String flat() {
            return String.join(
                    " ",
                    side.items().stream()
                            .map(item -> item instanceof Item.Name name ? name.name() : "...")
                            .toList());
        }
    }

    private record Parts(Part left, Part right, Part weight, Part bias) {
        void check(List<Axis> lengths) {
            for (Item.Name name : right.names()) {
                if (!left.has(name.name()) && !weight.has(name.name())) {
                    throw right.whole.error(
                            "axis '" + name.name() + "' comes from neither the input nor the weight: "
                                    + "name it there",
                            name.span());
                }
            }
            if (left.side.ellipsis().isPresent() != right.side.ellipsis().isPresent()) {
                throw left.whole.error("'...' must stand on both sides or on none", left.whole.all());
            }
            for (Item.Name name : weight.names()) {
                needsLength(weight, name, lengths);
                if (!left.has(name.name()) && !right.has(name.name())) {
                    throw weight.whole.error(
                            "axis '" + name.name() + "' of the weight stands on neither side: take it " + "away",
                            name.span());
                }
            }
            for (Item.Name name : bias.names()) {
                needsLength(bias, name, lengths);
                if (!right.has(name.name())) {
                    throw bias.whole.error(
                            "axis '" + name.name() + "' of the bias does not stand on the right: take it " + "away",
                            name.span());
                }
            }
            for (Axis axis : lengths) {
                if (!left.has(axis.name()) && !weight.has(axis.name())) {
                    throw left.whole.error(
                            "a length is given for axis '" + axis.name() + "', which neither the input nor "
                                    + "the weight has: take it away",
                            left.whole.all());
                }
            }
        }

        private static void needsLength(Part part, Item.Name name, List<Axis> lengths) {
            if (lengths.stream().noneMatch(axis -> axis.name().equals(name.name()))) {
                throw part.whole.error(
                        "the length of axis '" + name.name() + "' is not known: pass axis(\"" + name.name()
                                + "\", length)",
                        name.span());
            }
        }

        /// Axes of the output that the bias does not have are 1; those before `...` are left out, because a
        /// bias is aligned at the last dims.
        int[] biasSizes(List<Axis> lengths) {
            List<Integer> sizes = new ArrayList<>();
            for (Item item : right.side.items()) {
                if (item instanceof Item.Name name) {
                    sizes.add(bias.has(name.name()) ? length(name, lengths) : 1);
                } else if (sizes.stream().anyMatch(size -> size != 1)) {
                    throw right.whole.error("the axes of the bias must come after '...': move them", item.span());
                } else {
                    sizes.clear();
                }
            }
            return sizes.stream().mapToInt(Integer::intValue).toArray();
        }
    }
}
