package dev.obor.app.conformance;

import dev.obor.dtype.DType;
import dev.obor.layout.Index;
import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;
import dev.obor.testing.GoldenValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/// What Python writes between brackets, in the library's two notations.
///
/// @param items the items
record Brackets(List<GoldenValue> items) {
    /// Takes an encoded index. As in PyTorch 1.13, a list is a tuple of indices if it is the only item and
    /// holds anything but numbers and truth values.
    static Brackets of(List<GoldenValue> items) {
        boolean isTuple = items.size() == 1
                && items.getFirst() instanceof GoldenValue.Sequence only
                && only.items().stream()
                        .anyMatch(item -> !(item instanceof GoldenValue.Whole || item instanceof GoldenValue.Truth));
        return new Brackets(isTuple ? items.getFirst().asList() : items);
    }

    /// Returns the items for `get(List)` and `set(List, …)`; empty if one of them has no type there.
    Optional<List<Index>> typed() {
        List<Index> result = new ArrayList<>();
        for (GoldenValue item : items) {
            Optional<Index> index = typed(item);
            if (index.isEmpty()) {
                return Optional.empty();
            }
            result.add(index.get());
        }
        return Optional.of(result);
    }

    private static Optional<Index> typed(GoldenValue item) {
        return switch (item) {
            case GoldenValue.Whole whole -> Optional.of(Index.at(Math.toIntExact(whole.value())));
            case GoldenValue.Slice slice ->
                Optional.of(new Index.Slice(
                        bound(slice.start()),
                        bound(slice.stop()),
                        bound(slice.step()).orElse(1)));
            case GoldenValue.None _ -> Optional.of(Index.newAxis());
            case GoldenValue.Ellipsis _ -> Optional.of(Index.ellipsis());
            case GoldenValue.Truth truth -> Optional.of(Index.truth(truth.value()));
            case GoldenValue.Tensor tensor -> Optional.of(tensor.tensor());
            case GoldenValue.Sequence list -> list(list);
            default -> Optional.empty();
        };
    }

    private static OptionalInt bound(OptionalLong bound) {
        return bound.isPresent()
                ? OptionalInt.of(Math.clamp(bound.getAsLong(), Integer.MIN_VALUE, Integer.MAX_VALUE))
                : OptionalInt.empty();
    }

    private static Optional<Index> list(GoldenValue.Sequence list) {
        List<GoldenValue> flat = new ArrayList<>();
        Shape shape = flatten(list, flat);
        if (flat.stream().allMatch(element -> element instanceof GoldenValue.Whole)) {
            return Optional.of(new Index.Places(
                    shape, flat.stream().map(GoldenValue::asInt).toList()));
        }
        return flat.stream().allMatch(element -> element instanceof GoldenValue.Truth)
                ? Optional.of(new Index.Truths(
                        shape, flat.stream().map(GoldenValue::asBoolean).toList()))
                : Optional.empty();
    }

    /// Collects the elements of nested lists and returns their shape.
    static Shape flatten(GoldenValue value, List<GoldenValue> flat) {
        if (!(value instanceof GoldenValue.Sequence list)) {
            flat.add(value);
            return Shape.SCALAR;
        }
        Shape inner = Shape.SCALAR;
        for (GoldenValue item : list.items()) {
            inner = flatten(item, flat);
        }
        return inner.insert(0, list.items().size());
    }

    /// Returns the items as a text with `?` for each tensor.
    String text() {
        return items.isEmpty() ? "()" : items.stream().map(Brackets::text).collect(Collectors.joining(", "));
    }

    private static String text(GoldenValue item) {
        return switch (item) {
            case GoldenValue.Tensor _ -> "?";
            case GoldenValue.Ellipsis _ -> "...";
            case GoldenValue.Slice slice ->
                text(slice.start()) + ":" + text(slice.stop())
                        + (slice.step().isPresent() ? ":" + text(slice.step()) : "");
            default -> Descriptions.of(item);
        };
    }

    private static String text(OptionalLong bound) {
        return bound.isPresent() ? Long.toString(bound.getAsLong()) : "";
    }

    /// Returns the tensors for the text.
    Tensor[] tensors() {
        return items.stream()
                .filter(item -> item instanceof GoldenValue.Tensor)
                .map(GoldenValue::asTensor)
                .toArray(Tensor[]::new);
    }

    /// Returns these items in a form that PyTorch 1.13 takes, if they hold one of the two that it does not:
    /// int32 tensors (allowed from 2.0) become int64, and masks of several dims before numbers, slices or None
    /// (which it applies to the wrong dims) become the tensors that they stand for. Empty if they hold neither.
    Optional<Brackets> reworded() {
        List<GoldenValue> result = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            boolean followed = items.subList(i + 1, items.size()).stream()
                    .anyMatch(item -> item instanceof GoldenValue.Whole
                            || item instanceof GoldenValue.Slice
                            || item instanceof GoldenValue.None
                            || item instanceof GoldenValue.Tensor(Tensor place) && place.dim() == 0);
            if (!(items.get(i) instanceof GoldenValue.Tensor(Tensor tensor))) {
                result.add(items.get(i));
            } else if (tensor.dtype() == DType.INT32) {
                result.add(new GoldenValue.Tensor(tensor.to(DType.INT64)));
            } else if (tensor.dtype() == DType.BOOL && tensor.dim() > 1 && followed) {
                tensor.nonzeroTuple().forEach(index -> result.add(new GoldenValue.Tensor(index)));
            } else {
                result.add(items.get(i));
            }
        }
        return result.equals(items) ? Optional.empty() : Optional.of(new Brackets(result));
    }
}
