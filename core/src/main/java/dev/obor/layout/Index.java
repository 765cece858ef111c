package dev.obor.layout;

import dev.obor.error.IndexException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/// What selects along one dim, or some dims, of a tensor: an item of what Python writes in brackets. The
/// methods are to be imported statically.
///
/// | Python | typed | text |
/// |---|---|---|
/// | `x[2, -1]` | `x.get(at(2), at(-1))`, `x.get(2, -1)` | `x.get("2, -1")` |
/// | `x[1:4, ::2]` | `x.get(slice(1, 4), step(2))` | `x.get("1:4, ::2")` |
/// | `x[:, 3:]` | `x.get(all(), startAt(3))` | `x.get(":, 3:")` |
/// | `x[..., None, 0]` | `x.get(ellipsis(), newAxis(), at(0))` | `x.get("..., None, 0")` |
/// | `x[[0, 2]]` | `x.get(places(0, 2))` | `x.get("[0, 2]")` |
/// | `x[:, index]` | `x.get(all(), index)` | `x.get(":, ?", index)` |
/// | `x[x > 0] = 1` | `x.set(x.gt(0), 1)` | `x.set("?", 1, x.gt(0))` |
///
/// A tensor is an index, too: one of integers names places, several broadcast together; one of truth values
/// selects where it holds and takes as many dims as it has.
public sealed interface Index {
    /// One place of a dim, which goes; a negative one counts from the end.
    record At(int place) implements Index {}

    /// The places from `start` up to, not including, `end`, in steps; negative bounds count from the end, and
    /// what lies outside is cut off. A bound that is empty is the dim's own.
    record Slice(OptionalInt start, OptionalInt end, int step) implements Index {
        /// Checks the step.
        ///
        /// @throws IndexException if it is less than 1
        public Slice {
            if (step < 1) {
                throw new IndexException(
                        "slice: the step is " + step + " and must be 1 or more: use flip to go backwards");
            }
        }

        /// Returns the first place in a dim of a size.
        public int first(int size) {
            return start.isPresent() ? clamp(start.getAsInt(), size) : 0;
        }

        /// Returns the number of places in a dim of a size.
        public int length(int size) {
            int last = end.isPresent() ? clamp(end.getAsInt(), size) : size;
            return Math.ceilDiv(Math.max(last - first(size), 0), step);
        }

        private static int clamp(int bound, int size) {
            return Math.clamp(bound < 0 ? (long) bound + size : bound, 0, size);
        }
    }

    /// A new dim of size 1.
    record NewAxis() implements Index {}

    /// As many whole dims as the other items leave.
    record Ellipsis() implements Index {}

    /// Integers in a shape, in row-major order: they name places of a dim.
    record Places(Shape shape, List<Integer> elements) implements Index {
        /// Copies the list.
        public Places {
            elements = List.copyOf(elements);
        }
    }

    /// Truth values in a shape, in row-major order: they select where they hold, from as many dims as they
    /// have. A single one makes a new dim of size 1 or 0.
    record Truths(Shape shape, List<Boolean> elements) implements Index {
        /// Copies the list.
        public Truths {
            elements = List.copyOf(elements);
        }
    }

    /// The next of the tensors that are passed beside a text.
    record Slot() implements Index {}

    /// A tensor as an index.
    non-sealed interface ByTensor extends Index {}

    /// Returns one place of a dim, which goes; a negative one counts from the end.
    static Index at(int place) {
        return new At(place);
    }

    /// Returns all places of a dim.
    static Index all() {
        return step(1);
    }

    /// Returns the places from `start` up to, not including, `end`; negative ones count from the end.
    static Index slice(int start, int end) {
        return slice(start, end, 1);
    }

    /// Returns every `step`-th place from `start` up to, not including, `end`; negative ones count from the
    /// end.
    ///
    /// @throws IndexException if the step is less than 1
    static Index slice(int start, int end, int step) {
        return new Slice(OptionalInt.of(start), OptionalInt.of(end), step);
    }

    /// Returns the places from `start` on; a negative one counts from the end.
    static Index startAt(int start) {
        return new Slice(OptionalInt.of(start), OptionalInt.empty(), 1);
    }

    /// Returns the places up to, not including, `end`; a negative one counts from the end.
    static Index upTo(int end) {
        return new Slice(OptionalInt.empty(), OptionalInt.of(end), 1);
    }

    /// Returns every `step`-th place, from the first on.
    ///
    /// @throws IndexException if the step is less than 1
    static Index step(int step) {
        return new Slice(OptionalInt.empty(), OptionalInt.empty(), step);
    }

    /// Returns a new dim of size 1.
    static Index newAxis() {
        return new NewAxis();
    }

    /// Returns as many whole dims as the other items leave.
    static Index ellipsis() {
        return new Ellipsis();
    }

    /// Returns places of a dim in any order; negative ones count from the end.
    static Index places(int... places) {
        return new Places(Shape.of(places.length), Arrays.stream(places).boxed().toList());
    }

    /// Returns a truth value: a new dim of size 1, or 0 if it is false.
    static Index truth(boolean value) {
        return new Truths(Shape.SCALAR, List.of(value));
    }

    /// Returns the items of a text as Python writes them between brackets, with `?` for each tensor that is
    /// passed beside it. Texts are read once.
    ///
    /// @throws IndexException if the text is no index
    static List<Index> parse(String text) {
        return IndexText.parse(text);
    }
}
