package dev.obor.nn;

import dev.obor.error.ShapeException;
import dev.obor.tensor.Tensor;
import dev.obor.tensor.Unfolding;
import java.util.Arrays;

/// The checks and sizes behind [F]'s unfold and fold.
final class PatchCalls {
    private PatchCalls() {}

    static Tensor unfold(Tensor x, int[] kernelSize, int[] dilation, int[] padding, int[] stride) {
        Space space = new Space("unfold", 2);
        space.checkInput(x);
        if (x.size(-1) == 0 || x.size(-2) == 0 || x.size(-3) == 0) {
            throw new ShapeException("unfold: the input has shape " + x.shape()
                    + ", and only the batch may be empty: pass a longer one");
        }
        Unfolding op = unfolding(space, space.sizes(x), kernelSize, dilation, padding, stride);
        return space.batched(x, batch -> Tensor.of(op, batch));
    }

    private static Unfolding unfolding(
            Space space, int[] size, int[] kernelSize, int[] dilation, int[] padding, int[] stride) {
        int[] kernel = space.atLeast(1, "kernelSize", kernelSize);
        int[] apart = space.atLeast(1, "dilation", dilation);
        int[] pad = space.atLeast(0, "padding", padding);
        int[] steps = space.atLeast(1, "stride", stride);
        int[] count = new int[2];
        for (int d = 0; d < 2; d++) {
            long padded = size[d] + 2L * pad[d];
            long reach = (kernel[d] - 1L) * apart[d] + 1;
            space.size("the padded size", d, padded);
            if (reach > padded) {
                throw new ShapeException(space.op() + ": the kernel reaches over " + reach + " places of dim " + (d - 2)
                        + ", and images of size " + Arrays.toString(size) + " have " + padded
                        + " with their padding: make the kernel smaller or the padding larger");
            }
            count[d] = (int) ((padded - reach) / steps[d]) + 1;
        }
        return new Unfolding(size, count, kernel, steps, pad, apart);
    }

    static Tensor fold(Tensor x, int[] outputSize, int[] kernelSize, int[] dilation, int[] padding, int[] stride) {
        Space space = new Space("fold", 2);
        int[] size = space.atLeast(1, "outputSize", outputSize);
        Unfolding op = unfolding(space, size, kernelSize, dilation, padding, stride);
        long patch = (long) op.kernel()[0] * op.kernel()[1];
        long places = (long) op.count()[0] * op.count()[1];
        boolean fits =
                (x.dim() == 2 || x.dim() == 3) && x.size(-2) % patch == 0 && x.size(-2) > 0 && x.size(-1) == places;
        if (!fits) {
            throw new ShapeException(
                    "fold: the input has shape " + x.shape() + " and must be [batch, channels · " + patch
                            + ", " + places + "], or the same without the batch: " + patch
                            + " places of the kernel, and " + places
                            + " of the kernel in the image");
        }
        Unfolding.Folding folding = new Unfolding.Folding(op);
        return x.dim() == 3
                ? Tensor.of(folding, x)
                : Tensor.of(folding, x.unsqueeze(0)).squeeze(0);
    }
}
