package dev.obor.tensor;

import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;
import java.util.Arrays;

/// A tensor with places of one value before and behind each dim; negative numbers cut places off instead.
///
/// @param before how many places come before each dim
/// @param after how many come behind
/// @param value of the new places
public record ConstantPadding(int[] before, int[] after, Number value) implements Composite {
    /// Returns a padded tensor.
    ///
    /// @param pad pairs of how much comes before and behind, from the last dim on backwards
    /// @throws ShapeException if there are more pairs than dims, or more is cut off than there is
    public static Tensor of(String op, Tensor x, Number value, int... pad) {
        int rank = x.dim();
        if (pad.length % 2 != 0 || pad.length > 2 * rank) {
            throw new ShapeException(op + ": the padding " + Arrays.toString(pad) + " for a tensor of shape "
                    + x.shape() + " must be pairs (before, behind) for the last dims, at most " + rank + " of them");
        }
        int[] before = new int[rank];
        int[] after = new int[rank];
        for (int i = 0; i < pad.length / 2; i++) {
            int d = rank - 1 - i;
            before[d] = pad[2 * i];
            after[d] = pad[2 * i + 1];
            long size = (long) x.size(d) + before[d] + after[d];
            if (size < 0
                    || size > Integer.MAX_VALUE
                    || (long) x.size(d) + Math.min(before[d], 0) + Math.min(after[d], 0) < 0) {
                throw new ShapeException(op + ": the padding " + Arrays.toString(pad) + " makes dim " + d
                        + " of a tensor of shape " + x.shape() + " " + size
                        + " long: cut off no more than there is");
            }
        }
        return Tensor.of(new ConstantPadding(before, after, value), x);
    }

    @Override
    public String name() {
        return "constantPadNd";
    }

    @Override
    public Spec[] infer(Spec... inputs) {
        int[] sizes = inputs[0].shape().toArray();
        for (int d = 0; d < sizes.length; d++) {
            sizes[d] += before[d] + after[d];
        }
        return new Spec[] {new Spec(Shape.of(sizes), inputs[0].dtype())};
    }

    @Override
    public Tensor forward(Tensor... inputs) {
        Tensor source = inputs[0];
        Spec spec = infer(new Spec(source.shape(), source.dtype()))[0];
        Tensor result = Tensor.full(spec.shape(), value, spec.dtype());
        Tensor target = result;
        for (int d = 0; d < before.length; d++) {
            int cutBefore = Math.max(-before[d], 0);
            int kept = source.size(d) - cutBefore - Math.max(-after[d], 0);
            source = source.narrow(d, cutBefore, kept);
            target = target.narrow(d, Math.max(before[d], 0), kept);
        }
        target.copy_(source);
        return result;
    }

    @Override
    public Tensor gradient(int input, Tensor g, Saved saved) {
        return Tensor.of(new ConstantPadding(negative(before), negative(after), 0), g);
    }

    private static int[] negative(int... values) {
        return Arrays.stream(values).map(v -> -v).toArray();
    }
}
