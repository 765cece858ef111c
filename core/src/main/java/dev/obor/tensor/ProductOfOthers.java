package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.storage.View;
import java.util.Arrays;

/// Each element's product of the others in its row, along the last dim of a dense tensor of float32 or
/// float64: the derivative of a product. It is the product of those before it with that of those after it,
/// so an element that is 0 needs no care. Products run in double and are rounded when they are written.
record ProductOfOthers() implements RowRoutine {
    /// Returns each element's product of the others along some dims, of x's shape.
    ///
    /// @param dims the dims of the product, ascending
    static Tensor of(Tensor x, int[] dims) {
        if (dims.length == 0) {
            return Tensor.full(x.shape(), 1, x.dtype());
        }
        int[] order = reducedLast(x.dim(), dims);
        Tensor turned = x.permute(order);
        int count = 1;
        for (int dim : dims) {
            count *= x.size(dim);
        }
        Tensor rows = turned.reshape(x.numel() / Math.max(count, 1), count).contiguous();
        DType wide = x.dtype() == DType.FLOAT64 ? DType.FLOAT64 : DType.FLOAT32;
        Tensor others = Tensor.of(new ProductOfOthers(), rows.to(wide)).to(x.dtype());
        int[] back = new int[order.length];
        for (int d = 0; d < back.length; d++) {
            back[order[d]] = d;
        }
        return others.reshape(turned.shape()).permute(back);
    }

    private static int[] reducedLast(int rank, int[] dims) {
        int[] order = new int[rank];
        int kept = 0;
        int reduced = rank - dims.length;
        for (int d = 0; d < rank; d++) {
            order[Arrays.binarySearch(dims, d) >= 0 ? reduced++ : kept++] = d;
        }
        return order;
    }

    @Override
    public String name() {
        return "productOfOthers";
    }

    @Override
    public Spec[] infer(Spec... inputs) {
        return new Spec[] {inputs[0]};
    }

    @Override
    public boolean savesInput(int input, int saved) {
        return true;
    }

    /// With A the products of those before and B of those after, y = A · B. An element occurs in A at the
    /// places after it, aₖ in Aᵢ beside Aₖ and what stands between k and i; so its part of the gradient is
    /// Aₖ · Sₖ, where Sₖ = gₖ₊₁ Bₖ₊₁ + aₖ₊₁ Sₖ₊₁ is a linear scan from the end. The other part mirrors it.
    @Override
    public Tensor gradient(int input, Tensor arrived, Saved saved) {
        Tensor x = saved.input(0).to(DType.FLOAT64);
        Tensor g = arrived.to(DType.FLOAT64);
        Tensor before = Tensor.of(new Scan(Scan.Kind.PRODUCT, false), Scan.moved(x, false, 1));
        Tensor after = Tensor.of(new Scan(Scan.Kind.PRODUCT, true), Scan.moved(x, true, 1));
        return before.mul(gathered(x, g.mul(after), true)).add(after.mul(gathered(x, g.mul(before), false)));
    }

    /// Returns sₖ = bₖ₊₁ + xₖ₊₁ sₖ₊₁, or from the start sₖ = bₖ₋₁ + xₖ₋₁ sₖ₋₁.
    private static Tensor gathered(Tensor x, Tensor b, boolean reverse) {
        Tensor factors = Scan.moved(x, reverse, 0);
        return Tensor.of(new Scan(Scan.Kind.LINEAR, reverse), factors, Scan.moved(b, reverse, 0));
    }

    @Override
    public void run(View[] inputs, View[] outputs, int from, int to) {
        int length = RowRoutine.length(inputs[0].shape());
        int start = inputs[0].layout().offset();
        OtherFactors factors = new OtherFactors(length, to - from == 1);
        for (int row = from; row < to; row += 2) {
            int a = start + row * length;
            // The last of an odd number of rows is its own companion.
            int b = start + Math.min(row + 1, to - 1) * length;
            if (inputs[0].storage().array() instanceof float[] x) {
                factors.write(x, a, b, (float[]) outputs[0].storage().array(), -start);
            } else {
                factors.write(
                        (double[]) inputs[0].storage().array(),
                        a,
                        b,
                        (double[]) outputs[0].storage().array(),
                        -start);
            }
        }
    }
}
