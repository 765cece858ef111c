package dev.obor.nn;

import dev.obor.error.OborException;
import dev.obor.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.Collectors;

/// Where in a tree of modules an error happened: the innermost module that was called, its inputs' shapes,
/// and the outermost.
final class Place {
    private final Module inner;
    private final String shapes;
    private Module root;

    private Place(Module inner, String shapes) {
        this.inner = inner;
        this.shapes = shapes;
        this.root = inner;
    }

    /// Returns the exception, which passes through `module`, with its place.
    static OborException in(Module module, OborException e, Tensor... inputs) {
        if (e.place().orElse(null) instanceof Place place) {
            place.root = module;
        } else {
            String shapes =
                    Arrays.stream(inputs).map(input -> input.shape().toString()).collect(Collectors.joining(" and "));
            e.setPlace(new Place(module, shapes));
        }
        return e;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("in ");
        String path = path();
        text.append(path.isEmpty() ? "" : path + " (");
        text.append(inner.typeName()).append(path.isEmpty() ? "" : ") of " + root.typeName());
        int count = shapes.split(" and ", -1).length;
        return shapes.isEmpty()
                ? text.toString()
                : text.append(count == 1 ? ", for an input of shape " : ", for inputs of shapes ")
                        .append(shapes)
                        .toString();
    }

    /// Two modules may be equal, as records are, and stand at different places.
    @SuppressWarnings("ReferenceEquality")
    private String path() {
        StringBuilder found = new StringBuilder();
        ModuleTree.walk(root, (path, module) -> {
            if (module == inner) {
                found.append(path);
            }
        });
        return found.toString();
    }
}
