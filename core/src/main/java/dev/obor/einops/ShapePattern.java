package dev.obor.einops;

import dev.obor.error.PatternException;
import dev.obor.layout.Shape;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Reads sizes off a shape by a pattern of one side.
final class ShapePattern {
    private static final Cache<Text, Expression> PARSED = new Cache<>(1024);

    private ShapePattern() {}

    /// Returns the sizes under their names, in the order of the pattern.
    static Map<String, Integer> parse(Shape shape, String pattern) {
        Text text = new Text("parseShape", pattern);
        try {
            return Collections.unmodifiableMap(sizes(shape, text));
        } catch (PatternException e) {
            throw Text.inContext(e, "pattern \"" + pattern + "\", shape " + shape);
        }
    }

    private static Expression read(Text text) {
        Expression side = Expression.parse(text, text.all(), false, true);
        for (Group group : side.groups()) {
            boolean composed = group.items().size() > 1
                    || group.inParentheses()
                            && side.ellipsis().filter(group.items()::contains).isPresent();
            if (composed) {
                throw text.error(
                        "the sizes in parentheses cannot be told apart: name the dim as a whole", group.span());
            }
        }
        return side;
    }

    private static Map<String, Integer> sizes(Shape shape, Text text) {
        Expression side = PARSED.get(text, ShapePattern::read);
        boolean open = side.ellipsis().isPresent();
        int named = side.groups().size() - (open ? 1 : 0);
        if (open ? shape.rank() < named : shape.rank() != named) {
            throw text.error(
                    "the pattern has " + named + (open ? " dims or more" : " dims") + ", the tensor " + shape.rank()
                            + ": let it name each dim, or use '...'",
                    text.all());
        }
        Map<String, Integer> sizes = new LinkedHashMap<>();
        int dim = 0;
        for (Group group : side.groups()) {
            if (group.isEllipsis()) {
                dim += shape.rank() - named;
            } else {
                int size = shape.size(dim++);
                if (group.items().isEmpty()) {
                    check(text, group, 1, size);
                } else if (group.items().getFirst() instanceof Item.Length number) {
                    check(text, group, number.length(), size);
                } else if (group.items().getFirst() instanceof Item.Name name
                        && !name.name().equals("_")) {
                    sizes.put(name.name(), size);
                }
            }
        }
        return sizes;
    }

    private static void check(Text text, Group group, int expected, int size) {
        if (size != expected) {
            throw text.error(
                    "this dim has size " + size + ", and the pattern says " + expected + ": they must be equal",
                    group.span());
        }
    }
}
