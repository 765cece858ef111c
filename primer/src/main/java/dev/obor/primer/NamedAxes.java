package dev.obor.primer;

import static dev.obor.Obor.tensor;

import dev.obor.Obor;
import dev.obor.einops.Shapes;
import dev.obor.error.ShapeException;
import dev.obor.tensor.Tensor;
import java.util.List;

/// Products whose axes have names.
final class NamedAxes {
    private NamedAxes() {}

    /// Returns a linear map, `[d_output, d_input]`, of each row of a batch, `[batch, d_input]`.
    private static Tensor linear(Tensor map, Tensor batch) {
        Shapes.check("d_output d_input", map).and("batch d_input", batch);
        return map.einsum("d_output d_input, batch d_input -> batch d_output", batch);
    }

    private static void linearMap(Page page) {
        page.say("In words, an einsum pattern says what each axis is: outputs by inputs, times a batch of"
                + " inputs. The same"
                + " words check the arguments.");
        Tensor map = tensor(new double[][] {{1, 2}, {3, 4}, {5, 6}});
        Tensor batch = tensor(new double[][] {{0.5, 0.6}, {0.3, 0.4}, {-2, -9}, {-8, 1}});
        Tensor result = linear(map, batch);
        page.show(result);
        page.close(result, tensor(new double[][] {{1.7, 3.9, 6.1}, {1.1, 2.5, 3.9}, {-20, -42, -64}, {-6, -20, -34}}));
        page.fails(ShapeException.class, () -> linear(map, Obor.zeros(4, 3)));
    }

    private static void gradientOfTheInput(Page page) {
        page.say("The gradient of the sum of all outputs with respect to an input is the sum of the map's"
                + " column for it.");
        Tensor map = Obor.randn(50, 2);
        Tensor input = Obor.rand(1, 2).requiresGrad(true);
        linear(map, input).sum().backward();
        page.show(input.grad());
        page.close(input.grad(), map.sum(0).unsqueeze(0));
    }

    static final List<Exercise> ALL = List.of(
            new Exercise("B10", "A linear map with named axes", NamedAxes::linearMap),
            new Exercise("B11", "The gradient of its input", NamedAxes::gradientOfTheInput));
}
