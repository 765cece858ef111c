package dev.obor.nn;

import dev.obor.error.IndexException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/// Modules in an order, named `0`, `1`, …; what is done with them is up to the module that holds the list.
///
/// @param <M> what the modules have in common, such as [Layer]
public final class ModuleList<M extends Module> extends Block implements Iterable<M> {
    private final List<M> modules = new ArrayList<>();

    /// Makes a list of modules.
    @SafeVarargs
    @SuppressWarnings("varargs")
    public ModuleList(M... modules) {
        this(Arrays.asList(modules));
    }

    /// Makes a list of modules.
    public ModuleList(List<? extends M> modules) {
        modules.forEach(this::append);
    }

    /// Adds a module at the end, and returns this list.
    public ModuleList<M> append(M module) {
        modules.add(child(Integer.toString(modules.size()), module));
        return this;
    }

    /// Returns the module at a place; negative places count from the end.
    ///
    /// @throws IndexException if there is none
    public M get(int index) {
        return modules.get(place("ModuleList", index, modules.size()));
    }

    static int place(String type, int index, int size) {
        if (index < -size || index >= size) {
            throw new IndexException(type + ": index " + index + " is out of range for " + size
                    + " modules: pass one from " + -size + " to " + (size - 1));
        }
        return index < 0 ? index + size : index;
    }

    /// Returns the number of modules.
    public int size() {
        return modules.size();
    }

    /// Returns the modules in their order.
    public Stream<M> stream() {
        return modules.stream();
    }

    @Override
    public Iterator<M> iterator() {
        return List.copyOf(modules).iterator();
    }
}
