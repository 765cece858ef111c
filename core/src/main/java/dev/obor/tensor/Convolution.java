package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.error.DTypeException;
import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;
import java.util.Arrays;

/// Convolutions (in the sense of neural networks: correlations) over one to three dims of space, and the two
/// maps that are their gradients. Each is linear in both its inputs, and the gradients of any of the three are
/// the other two, so that they can be differentiated without end.
///
/// With x of shape `[batch, channels, size…]`, weights of shape `[out, channels / groups, kernel…]` and y of
/// shape `[batch, out, size…]`, all three run over the quadruples of places for which, along each dim of space,
/// `x place = y place · stride + kernel place · dilation − before`, within one group of channels.
///
/// Every element is one chain of fused multiply-adds from the bias (or +0) over the summed indices in row-major
/// order, whatever the layout or the machine: (channel, kernel place) for [Forward], (out channel, kernel
/// place) for [Transposed], (batch, y place) for [Weights]. A place of x or y outside its tensor holds +0 and
/// takes part in the chain; a kernel place from which no y place is reached, for a stride above 1, does not.
/// 16-bit numbers are computed in float32 and rounded once, integers wrap.
public sealed interface Convolution extends Op {
    /// Returns how the places correspond.
    Geometry geometry();

    @Override
    default String name() {
        return "convolution";
    }

    /// How places of x, y and kernel correspond; each array has an entry for each dim of space.
    ///
    /// @param stride of y's places in x
    /// @param before how many places of padding lie before x; negative ones cut off
    /// @param dilation of the kernel's places in x
    /// @param groups into how many groups the channels are cut, each of which sees its own weights only
    record Geometry(int[] stride, int[] before, int[] dilation, int groups) {
        /// Returns the number of dims of space.
        public int rank() {
            return stride.length;
        }

        @Override
        public String toString() {
            return "stride " + Arrays.toString(stride) + ", padding " + Arrays.toString(before) + ", dilation "
                    + Arrays.toString(dilation) + ", groups " + groups;
        }
    }

    /// y from x and the weights: `y[n, o, q] = bias[o] + Σ x[n, c, q·stride + k·dilation − before] · w[o, c,
    /// k]`. Inputs: x, weights, and the bias of shape `[out]` if there is one.
    ///
    /// @param size of y's dims of space
    record Forward(Geometry geometry, int[] size) implements Convolution {
        @Override
        public Spec[] infer(Spec... inputs) {
            Shape x = inputs[0].shape();
            Shape w = inputs[1].shape();
            check(geometry, "channels of x", 1, 1, geometry.groups, inputs);
            checkGroups(geometry, w.size(0));
            int out = w.size(0);
            checkBias(out, inputs);
            return new Spec[] {new Spec(shape(x.size(0), out, size), inputs[0].dtype())};
        }

        @Override
        public boolean savesInput(int input, int saved) {
            return input + saved == 1;
        }

        @Override
        public Tensor gradient(int input, Tensor g, Saved saved) {
            return switch (input) {
                case 0 -> Tensor.of(new Transposed(geometry, space(saved.spec(0))), g, saved.input(1));
                case 1 -> Tensor.of(new Weights(geometry, space(saved.spec(1))), saved.input(0), g);
                default -> sumToChannels(g);
            };
        }
    }

    /// x from y and the weights, the transpose of [Forward] as a map of x:
    /// `x[n, c, i] = bias[c] + Σ y[n, o, q] · w[o, c, k]` over the (o, k) for which `q·stride + k·dilation −
    /// before = i` for a whole q. Inputs: y, weights, and the bias of shape `[channels]` if there is one.
    ///
    /// @param size of x's dims of space
    record Transposed(Geometry geometry, int[] size) implements Convolution {
        @Override
        public Spec[] infer(Spec... inputs) {
            Shape y = inputs[0].shape();
            Shape w = inputs[1].shape();
            check(geometry, "channels of y", 1, 0, 1, inputs);
            checkGroups(geometry, w.size(0));
            int channels = w.size(1) * geometry.groups;
            checkBias(channels, inputs);
            return new Spec[] {new Spec(shape(y.size(0), channels, size), inputs[0].dtype())};
        }

        @Override
        public boolean savesInput(int input, int saved) {
            return input + saved == 1;
        }

        @Override
        public Tensor gradient(int input, Tensor g, Saved saved) {
            return switch (input) {
                case 0 -> Tensor.of(new Forward(geometry, space(saved.spec(0))), g, saved.input(1));
                case 1 -> Tensor.of(new Weights(geometry, space(saved.spec(1))), g, saved.input(0));
                default -> sumToChannels(g);
            };
        }
    }

    /// The gradient of the weights from x and that of y: `w[o, c, k] = Σ x[n, c, q·stride + k·dilation −
    /// before] · y[n, o, q]`. Inputs: x, y.
    ///
    /// @param size of the kernel's dims of space
    record Weights(Geometry geometry, int[] size) implements Convolution {
        @Override
        public Spec[] infer(Spec... inputs) {
            Shape x = inputs[0].shape();
            Shape y = inputs[1].shape();
            check(geometry, "batch of x", 0, 0, 1, inputs);
            checkGroups(geometry, x.size(1));
            checkGroups(geometry, y.size(1));
            return new Spec[] {new Spec(shape(y.size(1), x.size(1) / geometry.groups, size), inputs[0].dtype())};
        }

        @Override
        public boolean savesInput(int input, int saved) {
            return input + saved == 1;
        }

        @Override
        public Tensor gradient(int input, Tensor g, Saved saved) {
            return input == 0
                    ? Tensor.of(new Transposed(geometry, space(saved.spec(0))), saved.input(1), g)
                    : Tensor.of(new Forward(geometry, space(saved.spec(1))), saved.input(0), g);
        }
    }

    private static Shape shape(int first, int second, int... space) {
        int[] sizes = new int[space.length + 2];
        sizes[0] = first;
        sizes[1] = second;
        System.arraycopy(space, 0, sizes, 2, space.length);
        return Shape.of(sizes);
    }

    /// The sizes after the first two.
    private static int[] space(Spec spec) {
        int[] sizes = spec.shape().toArray();
        return Arrays.copyOfRange(sizes, 2, sizes.length);
    }

    private static Tensor sumToChannels(Tensor g) {
        int[] dims = new int[g.dim() - 1];
        Arrays.setAll(dims, d -> d == 0 ? 0 : d + 1);
        return g.sum(dims);
    }

    /// Checks ranks and dtypes, and that a dim of the first input is `times` one of the second.
    private static void check(Geometry geometry, String what, int dim, int other, int times, Spec... inputs) {
        Shape first = inputs[0].shape();
        Shape second = inputs[1].shape();
        int rank = geometry.rank() + 2;
        if (first.rank() != rank || second.rank() != rank) {
            throw new ShapeException("convolution: shapes " + first + " and " + second + " must both have " + rank
                    + " dims: batch (or out channels), channels, and " + geometry.rank() + " of space");
        }
        DType dtype = inputs[0].dtype();
        for (Spec input : inputs) {
            if (input.dtype() != dtype) {
                throw new DTypeException("convolution: dtypes " + dtype + " and " + input.dtype()
                        + " differ: convert one, as in weight.to(x.dtype())");
            }
        }
        if (dtype == DType.BOOL) {
            throw new DTypeException("convolution: bool has no products to add: convert with to(FLOAT32)");
        }
        if (first.size(dim) != (long) second.size(other) * times) {
            throw new ShapeException(
                    "convolution: shapes " + first + " and " + second + " do not fit with " + geometry + ": the " + what
                            + " are " + first.size(dim) + " and must be " + (long) second.size(other) * times);
        }
    }

    private static void checkGroups(Geometry geometry, int channels) {
        if (geometry.groups < 1 || channels % geometry.groups != 0) {
            throw new ShapeException("convolution: " + channels + " channels do not divide into " + geometry.groups
                    + " groups: pass a number of groups that divides them");
        }
    }

    private static void checkBias(int channels, Spec... inputs) {
        if (inputs.length > 2 && !inputs[2].shape().equals(Shape.of(channels))) {
            throw new ShapeException("convolution: the bias has shape " + inputs[2].shape() + " and must have ["
                    + channels + "], a number for each channel of the result");
        }
    }
}
