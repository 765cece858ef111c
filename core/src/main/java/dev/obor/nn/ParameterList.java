package dev.obor.nn;

import dev.obor.error.IndexException;
import dev.obor.tensor.Tensor;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// Parameters in an order, named `0`, `1`, ….
public final class ParameterList extends Block implements Iterable<Tensor> {
    private final List<Tensor> items = new ArrayList<>();

    /// Makes a list of tensors, which become parameters.
    public ParameterList(Tensor... parameters) {
        this(List.of(parameters));
    }

    /// Makes a list of tensors, which become parameters.
    public ParameterList(List<Tensor> parameters) {
        parameters.forEach(this::append);
    }

    /// Adds a tensor at the end as a parameter, and returns this list.
    public ParameterList append(Tensor parameter) {
        items.add(parameter(Integer.toString(items.size()), parameter));
        return this;
    }

    /// Returns the parameter at a place; negative places count from the end.
    ///
    /// @throws IndexException if there is none
    public Tensor get(int index) {
        return items.get(ModuleList.place("ParameterList", index, items.size()));
    }

    /// Returns the number of parameters.
    public int size() {
        return items.size();
    }

    @Override
    public Iterator<Tensor> iterator() {
        return List.copyOf(items).iterator();
    }

    @Override
    public String describe() {
        List<String> lines = new ArrayList<>();
        for (Tensor item : items) {
            lines.add("(" + lines.size() + "): "
                    + ParameterDict.text(item, item.dtype().toString()));
        }
        return ParameterDict.lines("ParameterList", lines);
    }
}
