package dev.obor;

import dev.obor.error.AutogradException;
import dev.obor.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What `Obor.grad` does besides computing gradients.
///
/// @param retainGraph keeps what was saved, so that backward can be called again
/// @param createGraph records the computation, so that the gradients can be differentiated; keeps the graph too
/// @param allowUnused gives zeros for inputs that were not used, instead of an error
public record GradOptions(boolean retainGraph, boolean createGraph, boolean allowUnused) {
    /// Nothing besides.
    public static final GradOptions DEFAULT = new GradOptions(false, false, false);

    /// Returns these options with the graph kept or not.
    public GradOptions retainGraph(boolean keep) {
        return new GradOptions(keep, createGraph, allowUnused);
    }

    /// Returns these options with the computation recorded or not.
    public GradOptions createGraph(boolean record) {
        return new GradOptions(retainGraph, record, allowUnused);
    }

    /// Returns these options with zeros for unused inputs or an error.
    public GradOptions allowUnused(boolean allow) {
        return new GradOptions(retainGraph, createGraph, allow);
    }

    List<Tensor> grad(List<Tensor> outputs, List<Tensor> inputs, List<Tensor> gradients) {
        List<Optional<Tensor>> found = Tensor.gradients(outputs, gradients, inputs, retainGraph, createGraph);
        List<Tensor> result = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            Tensor input = inputs.get(i);
            if (found.get(i).isEmpty() && !allowUnused) {
                throw new AutogradException("grad: input " + i + ", of shape " + input.shape()
                        + ", was not used to compute the outputs: leave it out, or pass"
                        + " GradOptions.DEFAULT.allowUnused(true) for zeros");
            }
            result.add(found.get(i).orElseGet(() -> Obor.zerosLike(input)));
        }
        return result;
    }
}
