package dev.obor.primer;

import static dev.obor.Obor.arange;
import static dev.obor.Obor.ones;
import static dev.obor.Obor.rand;
import static dev.obor.Obor.tensor;
import static dev.obor.Obor.zeros;
import static dev.obor.layout.Index.all;
import static dev.obor.layout.Index.at;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.error.ShapeException;
import dev.obor.io.Npy;
import dev.obor.layout.Shape;
import dev.obor.nn.F;
import dev.obor.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;

/// Making, printing, reshaping, summing and indexing tensors.
final class Basics {
    private Basics() {}

    private static void nested(Page page) {
        page.say("A nested array becomes a tensor of its shape. Rows of different lengths are no tensor.");
        Tensor x = tensor(new double[][] {{1.5, 2}, {3, 4}});
        page.show(x);
        page.same(x.shape(), Shape.of(2, 2));
        page.fails(ShapeException.class, () -> tensor(new double[][] {{1, 2}, {3}}));
    }

    private static void dtypes(Page page) {
        page.say("Whole numbers become int64, numbers with a point float32; only other dtypes are printed.");
        page.show(tensor(1, 2, 3));
        page.show(tensor(1.0, 2, 3));
        page.show(tensor(1, 2, 3).to(DType.FLOAT64));
        page.same(tensor(1, 2, 3).toString(), "tensor([1, 2, 3])");
        page.same(tensor(1.0, 2, 3).toString(), "tensor([1., 2., 3.])");
        page.same(tensor(1, 2, 3).to(DType.FLOAT64).toString(), "tensor([1., 2., 3.], dtype=torch.float64)");
        page.same(tensor(1, 2, 3).to(DType.INT32).toString(), "tensor([1, 2, 3], dtype=torch.int32)");
    }

    private static void arithmetic(Page page) {
        page.say("Tensors of a shape, and arithmetic with a number for every element.");
        page.same(zeros(2, 5).sum().item(), 0.0);
        page.same(ones(3, 4).sum().item(), 12.0);
        Tensor uniform = rand(3, 3);
        page.show(uniform);
        page.holds("0 ≤ rand < 1", uniform.amin().item() >= 0 && uniform.amax().item() < 1);
        Tensor x = arange(1, 10);
        page.show("x", x);
        page.show("x + 2", x.add(2));
        page.show("x * 2", x.mul(2));
        page.show("x ** 2", x.pow(2));
        page.show("x % 3", x.remainder(3));
        page.same(x.add(2), arange(3, 12));
        page.same(x.mul(2), arange(2, 19, 2));
        page.same(x.pow(2), tensor(1, 4, 9, 16, 25, 36, 49, 64, 81));
        page.same(x.remainder(3), tensor(1, 2, 0, 1, 2, 0, 1, 2, 0));
    }

    private static void matrices(Page page) {
        page.say("A product of matrices, tensors of three dims, and new shapes for the same numbers.");
        Tensor a = tensor(new double[][] {{1, 2}, {3, 4}, {5, 6}});
        Tensor b = tensor(new double[][] {{1, 0, 1, 0}, {0, 1, 0, 1}});
        page.show(a.matmul(b));
        page.same(a.matmul(b), tensor(new double[][] {{1, 2, 1, 2}, {3, 4, 3, 4}, {5, 6, 5, 6}}));
        Tensor cube = tensor(new int[][][] {{{1, 2}, {3, 4}}, {{5, 6}, {7, 8}}});
        page.same(cube.shape(), Shape.of(2, 2, 2));
        Tensor folded = arange(1, 16).reshape(5, 3);
        page.show(folded);
        page.same(folded, arange(1, 16).view(5, 3));
        page.same(folded.get(4, 2).itemLong(), 15L);
    }

    private static void arrays(Page page) {
        page.say("Java arrays and NumPy's files. `fromArray` shares the array, `toDoubleArray` copies.");
        double[] numbers = {1, 2, 3, 4};
        Tensor x = Obor.fromArray(numbers, 2, 2);
        numbers[0] = 10;
        page.show(x);
        page.same(x.get(0, 0).item(), 10.0);
        page.same(Obor.fromArray(x.toDoubleArray(), 2, 2), x);
        Path file = page.folder().resolve("D5.npy");
        Npy.save(file, x);
        page.show("read again", Npy.load(file));
        page.same(Npy.load(file), x);
    }

    private static void reductions(Page page) {
        page.say("Sums along a dim let it go; the standard deviation divides by n - 1.");
        Tensor x = arange(1.0, 36).reshape(5, 7);
        page.show("over dim 0", x.sum(0));
        page.show("over dim 1", x.sum(1));
        page.show("std over dim 1", x.std(1));
        page.show("total", x.sum());
        page.same(x.sum(0), tensor(75.0, 80, 85, 90, 95, 100, 105));
        page.same(x.sum(1), tensor(28.0, 77, 126, 175, 224));
        page.close(x.std(1), 2.1602, 2.1602, 2.1602, 2.1602, 2.1602);
        page.same(x.sum().item(), 630.0);
    }

    private static void indexing(Page page) {
        page.say("An index for each dim: a place lets the dim go, `all()` keeps it. As text it reads as in Python.");
        Tensor x = arange(1, 13).reshape(3, 2, 2);
        page.show("x[0]", x.get(0));
        page.show("x[:, 0]", x.get(all(), at(0)));
        page.show("x[1, :, 0]", x.get(at(1), all(), at(0)));
        page.same(x.get(0), tensor(new int[][] {{1, 2}, {3, 4}}));
        page.same(x.get(":, 0"), tensor(new int[][] {{1, 2}, {5, 6}, {9, 10}}));
        page.same(x.get(all(), at(0)), x.get(":, 0"));
        page.same(x.get("1, :, 0"), tensor(5, 7));
    }

    private static void activations(Page page) {
        page.say("Activations are functions of F and methods of tensors; both are the same operator.");
        Tensor x = tensor(-1.5330, 0.4530, -0.7361, -0.3403, 2.4078);
        page.show("sigmoid", x.sigmoid());
        page.show("relu", x.relu());
        page.same(F.sigmoid(x), x.sigmoid());
        page.same(F.relu(x), x.relu());
        page.close(x.sigmoid(), 0.1776, 0.6114, 0.3239, 0.4157, 0.9174);
        page.close(x.relu(), 0, 0.4530, 0, 0, 2.4078);
    }

    static final List<Exercise> ALL = List.of(
            new Exercise("D1", "From nested arrays", Basics::nested),
            new Exercise("D2", "Dtypes and how they print", Basics::dtypes),
            new Exercise("D3", "Arithmetic", Basics::arithmetic),
            new Exercise("D4", "Matrices and shapes", Basics::matrices),
            new Exercise("D5", "Java arrays and NumPy files", Basics::arrays),
            new Exercise("D6", "Sums along dims", Basics::reductions),
            new Exercise("D7", "Indexing", Basics::indexing),
            new Exercise("D8", "Activations", Basics::activations));
}
