package dev.obor.einops;

import dev.obor.dtype.DType;
import dev.obor.error.DTypeException;
import dev.obor.error.PatternException;
import dev.obor.error.ShapeException;
import dev.obor.tensor.Tensor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Checks shapes by name: the sizes of one name must be equal in all that is checked. Immutable; each check
/// returns what is known then.
///
/// ```java
/// Shapes shapes = Shapes.check("batch d_input", x).and("d_output d_input", weight, DType.FLOAT32);
/// int batch = shapes.size("batch");
/// ```
///
/// A pattern names the dims, separated by spaces:
///
/// | written | means |
/// |---|---|
/// | `batch` | a size, the same wherever the name stands |
/// | `3` | that size |
/// | `n+1`, `a+b-2` | a sum; one name in it may still be unknown and is then found |
/// | `#batch` | that size or 1 |
/// | `_` | any size |
/// | `...` | any number of dims |
public final class Shapes {
    private static final Shapes NOTHING = new Shapes(Map.of(), 0);

    private final Map<String, Known> known;
    private final int checked;

    /// A tensor that is checked.
    private record Place(String label, ShapeSpec spec, Tensor tensor) {
        /// Returns a part of the pattern.
        String text(Span span) {
            return spec.text().pattern().substring(span.start(), span.end());
        }

        /// Returns the lines of a message that show a part of the pattern.
        String show(Span span) {
            String lead = "\n  " + label + " of shape " + tensor.shape() + ": ";
            return lead + spec.text().pattern() + "\n" + " ".repeat(lead.length() - 1 + span.start())
                    + "^".repeat(Math.max(span.end() - span.start(), 1));
        }
    }

    /// A size that is known, and where it was found.
    private record Known(int size, Place place, Span span) {}

    private Shapes(Map<String, Known> known, int checked) {
        this.known = known;
        this.checked = checked;
    }

    /// Checks the first tensor.
    ///
    /// @param dtypes those that are allowed; none for any
    /// @throws ShapeException if the tensor does not have the shape
    /// @throws DTypeException if it has another dtype
    /// @throws PatternException if the pattern is not well-formed
    public static Shapes check(String pattern, Tensor x, DType... dtypes) {
        return NOTHING.and(pattern, x, dtypes);
    }

    /// Checks the components of a record that bear a [Shape] annotation; to be called in the record's compact
    /// constructor, where its fields are not set yet.
    ///
    /// @param components all of them, in their order
    /// @throws ShapeException if a tensor does not have its shape
    /// @throws DTypeException if one has another dtype
    public static Shapes check(Class<? extends Record> type, Object... components) {
        RecordComponent[] declared = type.getRecordComponents();
        if (declared.length != components.length) {
            throw new ShapeException("shapes: " + type.getSimpleName() + " has " + declared.length + " components, and "
                    + components.length + " are given: pass all of them in their order");
        }
        Shapes shapes = NOTHING;
        for (int i = 0; i < declared.length; i++) {
            Shape wanted = declared[i].getAnnotation(Shape.class);
            if (wanted != null) {
                String label = "component '" + declared[i].getName() + "' of " + type.getSimpleName();
                if (!(components[i] instanceof Tensor tensor)) {
                    throw new ShapeException("shapes: " + label + " is "
                            + (components[i] == null
                                    ? "null"
                                    : "a " + components[i].getClass().getSimpleName())
                            + ", and only tensors have shapes: pass a tensor");
                }
                shapes = shapes.and(label, ShapeSpec.of(wanted.value()), tensor, wanted.dtype());
            }
        }
        return shapes;
    }

    /// Checks the components of a finished record that bear a [Shape] annotation. In a compact constructor use
    /// [#check(Class, Object...)]. The record's module must let this library call its accessors.
    ///
    /// @throws ShapeException if a tensor does not have its shape
    /// @throws DTypeException if one has another dtype
    public static Shapes check(Record instance) {
        Class<? extends Record> type = instance.getClass();
        Object[] components = Arrays.stream(type.getRecordComponents())
                .map(component -> read(instance, component))
                .toArray();
        if (components.length > 0 && Arrays.stream(components).allMatch(component -> component == null)) {
            throw new ShapeException("shapes: all components of " + type.getSimpleName()
                    + " are null, as they are in a compact constructor: call Shapes.check(" + type.getSimpleName()
                    + ".class, …) with its parameters there");
        }
        return check(type, components);
    }

    private static Object read(Record instance, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(instance);
        } catch (IllegalAccessException | InvocationTargetException | RuntimeException e) {
            String type = instance.getClass().getSimpleName();
            throw new ShapeException(
                    "shapes: component '" + component.getName() + "' of " + type + " cannot be read: call Shapes.check("
                            + type + ".class, …) with the components",
                    e);
        }
    }

    /// Checks one more tensor, with the sizes known so far.
    ///
    /// @param dtypes those that are allowed; none for any
    /// @throws ShapeException if the tensor does not have the shape, or a size differs from one known
    /// @throws DTypeException if it has another dtype
    /// @throws PatternException if the pattern is not well-formed
    public Shapes and(String pattern, Tensor x, DType... dtypes) {
        return and("argument " + (checked + 1), ShapeSpec.of(pattern), x, dtypes);
    }

    private Shapes and(String label, ShapeSpec spec, Tensor x, DType... dtypes) {
        Place place = new Place(label, spec, x);
        if (dtypes.length > 0 && !List.of(dtypes).contains(x.dtype())) {
            throw new DTypeException("shapes: " + label + ", \"" + spec.text().pattern() + "\", is " + x.dtype()
                    + " and must be "
                    + String.join(
                            " or ", Arrays.stream(dtypes).map(DType::toString).toList())
                    + ": convert it with to(" + dtypes[0].name() + ")");
        }
        Map<String, Known> sizes = new LinkedHashMap<>(known);
        int rest = checkRank(place);
        // Names first: they may be what a sum before them needs.
        each(place, rest, sizes, true);
        each(place, rest, sizes, false);
        return new Shapes(sizes, checked + 1);
    }

    /// Returns how many dims `...` stands for.
    private static int checkRank(Place place) {
        List<ShapeSpec.Dim> dims = place.spec.dims();
        boolean open = dims.stream().anyMatch(ShapeSpec.Dim.Rest.class::isInstance);
        int named = dims.size() - (open ? 1 : 0);
        int rank = place.tensor.dim();
        if (open ? rank < named : rank != named) {
            throw new ShapeException("shapes: " + place.label + " has " + rank + (rank == 1 ? " dim" : " dims")
                    + ", and its pattern " + named + (open ? " or more" : "") + ": they must be equal"
                    + place.show(place.spec.text().all()));
        }
        return rank - named;
    }

    private static void each(Place place, int rest, Map<String, Known> sizes, boolean names) {
        int dim = 0;
        for (ShapeSpec.Dim wanted : place.spec.dims()) {
            switch (wanted) {
                case ShapeSpec.Dim.Rest _ -> dim += rest;
                case ShapeSpec.Dim.Any _ -> dim++;
                case ShapeSpec.Dim.Sum sum -> {
                    int size = place.tensor.size(dim++);
                    if (sum.isName() == names && !(sum.broadcasts() && size == 1)) {
                        checkSum(place, sum, size, sizes);
                    }
                }
            }
        }
    }

    private static void checkSum(Place place, ShapeSpec.Dim.Sum sum, int size, Map<String, Known> sizes) {
        long total = sum.constant();
        String unknown = "";
        int factor = 0;
        for (ShapeSpec.Part part : sum.parts()) {
            Known found = sizes.get(part.name());
            if (found != null) {
                total += (long) part.sign() * found.size;
            } else if (unknown.isEmpty() || unknown.equals(part.name())) {
                unknown = part.name();
                factor += part.sign();
            } else {
                throw new ShapeException("shapes: neither '" + unknown + "' nor '" + part.name() + "' is known in "
                        + place.label + ": check an argument that names one of them before" + place.show(sum.span()));
            }
        }
        if (factor == 0 && total != size) {
            throw mismatch(place, sum, size, total, sizes);
        }
        if (factor != 0) {
            if ((size - total) % factor != 0 || (size - total) / factor < 0) {
                throw new ShapeException("shapes: " + place.label + " has size " + size + " where the pattern says "
                        + place.text(sum.span()) + ", and no '" + unknown + "' of 0 or more makes that"
                        + place.show(sum.span()));
            }
            sizes.put(unknown, new Known((int) ((size - total) / factor), place, sum.span()));
        }
    }

    private static ShapeException mismatch(
            Place place, ShapeSpec.Dim.Sum sum, int size, long total, Map<String, Known> sizes) {
        StringBuilder places = new StringBuilder();
        StringBuilder values = new StringBuilder();
        for (ShapeSpec.Part part : sum.parts()) {
            Known found = sizes.get(part.name());
            if (found != null) {
                values.append(values.isEmpty() ? "" : " and ");
                values.append("'")
                        .append(part.name())
                        .append("' is ")
                        .append(found.size)
                        .append(" in ");
                values.append(found.place.label);
                places.append(found.place.show(found.span));
            }
        }
        String problem = sum.isName()
                ? "axis " + values + " and " + size + " in " + place.label
                : place.label + " has size " + size + " where the pattern says " + place.text(sum.span())
                        + (values.isEmpty() ? "" : ", and " + values + ", which makes " + total);
        return new ShapeException("shapes: " + problem + ": they must be equal"
                + (sum.broadcasts() ? ", or the size 1" : "") + places + place.show(sum.span()));
    }

    /// Returns the size under a name.
    ///
    /// @throws ShapeException if no pattern named it, or only `#` did and every such size was 1
    public int size(String name) {
        Known found = known.get(name);
        if (found == null) {
            throw new ShapeException(
                    "shapes: there is no size '" + name + "' among " + sizes() + ": name it in a pattern");
        }
        return found.size;
    }

    /// Returns all sizes under their names, in the order in which they were found.
    public Map<String, Integer> sizes() {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        known.forEach((name, found) -> sizes.put(name, found.size));
        return Collections.unmodifiableMap(sizes);
    }
}
