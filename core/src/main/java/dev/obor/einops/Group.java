package dev.obor.einops;

import java.util.List;

/// The items that share one dim: several in parentheses, none for an axis of length 1, else a single one. An
/// [Item.Ellipsis] outside parentheses stands for any number of dims.
record Group(List<Item> items, boolean inParentheses, Span span) {
    /// Tells whether this is `...` outside parentheses.
    boolean isEllipsis() {
        return !inParentheses && items.size() == 1 && items.getFirst() instanceof Item.Ellipsis;
    }
}
