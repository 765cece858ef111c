package dev.obor.nn;

import dev.obor.error.IndexException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Modules under names; what is done with them is up to the module that holds them.
///
/// @param <M> what the modules have in common, such as [Layer]
public final class ModuleDict<M extends Module> extends Block {
    private final Map<String, M> modules = new LinkedHashMap<>();

    /// Makes an empty dictionary.
    public ModuleDict() {}

    /// Makes a dictionary of modules, in the map's order.
    ///
    /// @throws dev.obor.error.OborException if a name is empty or has a dot
    public ModuleDict(Map<String, ? extends M> modules) {
        modules.forEach(this::put);
    }

    /// Adds a module, and returns this dictionary.
    ///
    /// @throws dev.obor.error.OborException if the name is taken, empty, or has a dot
    public ModuleDict<M> put(String name, M module) {
        modules.put(name, child(name, module));
        return this;
    }

    /// Returns the module of a name.
    ///
    /// @throws IndexException if there is none
    public M get(String name) {
        M found = modules.get(name);
        if (found == null) {
            throw new IndexException("ModuleDict: there is no module '" + name + "': there are " + modules.keySet());
        }
        return found;
    }

    /// Tells whether there is a module of a name.
    public boolean contains(String name) {
        return modules.containsKey(name);
    }

    /// Returns the names in their order.
    public Set<String> names() {
        return Collections.unmodifiableSet(modules.keySet());
    }

    /// Returns the number of modules.
    public int size() {
        return modules.size();
    }
}
