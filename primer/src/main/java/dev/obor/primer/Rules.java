package dev.obor.primer;

import static dev.obor.Obor.arange;
import static dev.obor.Obor.ones;
import static dev.obor.Obor.tensor;
import static dev.obor.layout.Index.ellipsis;
import static dev.obor.layout.Index.newAxis;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;
import dev.obor.tensor.PrintOptions;
import dev.obor.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/// Elementwise operators, printing, and the rules of broadcasting.
final class Rules {
    private Rules() {}

    private static void elementwise(Page page) {
        page.say("Element by element; the mean of a comparison is the share for which it holds.");
        Tensor a = tensor(10.0, 6, -4);
        Tensor b = tensor(2.0, 8, 7);
        page.show("a + b", a.add(b));
        page.show("a < b", a.lt(b));
        Tensor share = a.lt(b).to(DType.FLOAT32).mean();
        page.show("share", share);
        page.same(a.add(b), tensor(12.0, 14, 3));
        page.same(a.lt(b), tensor(false, true, true));
        page.close(share, 0.6667);
        Tensor m = arange(1.0, 10).reshape(3, 3);
        page.show("Frobenius norm", m.square().sum().sqrt());
        page.close(m.square().sum().sqrt(), 16.8819);
        page.close(m.norm(), 16.8819);
    }

    private static void printing(Page page) {
        page.say("How tensors print: two decimals, long lines, no powers of ten.");
        Tensor x = tensor(0.00001, 1.23456, 123456.789);
        page.show(x);
        Obor.setPrintOptions(
                PrintOptions.DEFAULT.withPrecision(2).withLineWidth(140).withSciMode(PrintOptions.SciMode.OFF));
        page.show(x);
        page.same(x.toString(), "tensor([    0.00,     1.23, 123456.79])");
    }

    private static void strides(Page page) {
        page.say("A vector expanded to a matrix stays three numbers: a stride of 0 goes over them again for"
                + " each row.");
        Tensor c = tensor(10.0, 20, 30);
        Tensor m = arange(1.0, 10).reshape(3, 3);
        Tensor expanded = c.expandAs(m);
        page.show(expanded);
        page.show("strides", Arrays.toString(expanded.stride()));
        page.show("numbers stored", expanded.view().storage().length());
        page.holds("the strides are 0 and 1", Arrays.equals(expanded.stride(), new int[] {0, 1}));
        page.same(expanded.view().storage().length(), 3);
        page.say("A new dim of size 1 in three ways, and with it an outer product and an outer comparison.");
        page.same(c.unsqueeze(0), c.get("None"));
        page.same(c.unsqueeze(1), c.get(ellipsis(), newAxis()));
        page.same(c.get("None").shape(), Shape.of(1, 3));
        page.same(c.get("..., None").shape(), Shape.of(3, 1));
        Tensor products = c.get("..., None").mul(c.get("None"));
        page.show(products);
        page.same(products, tensor(new double[][] {{100, 200, 300}, {200, 400, 600}, {300, 600, 900}}));
        Tensor larger = c.get("None").gt(c.get("..., None"));
        page.show(larger);
        page.same(larger, tensor(new boolean[][] {{false, true, true}, {false, false, true}, {false, false, false}}));
    }

    private static void broadcasting(Page page) {
        page.say("Shapes are compared from the last dim on. Rule 1: equal sizes fit.");
        page.same(ones(2, 3).add(ones(2, 3)).shape(), Shape.of(2, 3));
        page.fails(ShapeException.class, () -> ones(2, 3).add(ones(2, 4)));
        page.say("Rule 2: a size of 1 is stretched, without copying; no other size is.");
        page.same(ones(2, 1).add(ones(1, 3)).shape(), Shape.of(2, 3));
        page.fails(ShapeException.class, () -> ones(4, 2).add(ones(2, 2)));
        page.say("Rule 3: dims that one shape lacks in front count as size 1; they are never added behind.");
        page.same(ones(4, 2, 3).add(ones(3)).shape(), Shape.of(4, 2, 3));
        page.fails(ShapeException.class, () -> ones(2, 3).add(ones(2)));
    }

    private static void channels(Page page) {
        page.say("An image with channels last is scaled per channel by a vector of three.");
        Tensor image = Obor.rand(256, 256, 3);
        Tensor scaled = image.mul(tensor(0.5, 1, 2));
        page.show(scaled.shape());
        page.same(scaled.shape(), Shape.of(256, 256, 3));
        page.same(scaled.get("..., 2"), image.get("..., 2").mul(2));
        page.same(scaled.get("..., 0"), image.get("..., 0").mul(0.5));
    }

    static final List<Exercise> ALL = List.of(
            new Exercise("E8", "Element by element", Rules::elementwise),
            new Exercise("E9", "How tensors print", Rules::printing),
            new Exercise("E10", "Strides of 0", Rules::strides),
            new Exercise("E11", "The rules of broadcasting", Rules::broadcasting),
            new Exercise("E12", "An image scaled by channel", Rules::channels));
}
