package dev.obor.nn;

import dev.obor.Obor;
import dev.obor.error.ShapeException;
import dev.obor.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/// What convolutions of all ranks have in common, transposed ones too.
public abstract sealed class ConvolutionLayer extends Layer
        permits Conv1d, Conv2d, Conv3d, ConvTranspose1d, ConvTranspose2d, ConvTranspose3d {
    private final Tensor weight;
    private final Optional<Tensor> bias;
    private final String op;
    private ConvShape shape;

    ConvolutionLayer(String op, ConvShape shape) {
        this.op = op;
        this.shape = shape;
        boolean isLazy = shape.in() == ConvShape.UNKNOWN;
        this.weight = parameter("weight", isLazy ? LazyShape.UNKNOWN.tensor() : Obor.zeros(shape.weightSizes()));
        this.bias = shape.bias()
                ? Optional.of(parameter("bias", isLazy ? LazyShape.UNKNOWN.tensor() : Obor.zeros(shape.out())))
                : Optional.empty();
        if (!isLazy) {
            reset();
        }
    }

    private void reset() {
        Obor.noGrad(() -> {
            Init.kaimingUniform_(weight, Math.sqrt(5));
            int fan = Init.fan(op, weight, FanMode.FAN_IN);
            double bound = fan == 0 ? 0 : 1 / Math.sqrt(fan);
            bias.ifPresent(b -> b.uniform_(-bound, bound));
        });
    }

    /// Returns the weight: `[out, in / groups, kernel…]`, or `[in, out / groups, kernel…]` where transposed.
    public final Tensor weight() {
        return weight;
    }

    /// Returns the bias, of shape `[out]`.
    public final Optional<Tensor> bias() {
        return bias;
    }

    final boolean knowsChannels() {
        return shape.in() != ConvShape.UNKNOWN;
    }

    final void setChannelsBy(Map<String, Tensor> state) {
        Tensor given = state.get("weight");
        if (given != null && given.dim() == shape.rank() + 2) {
            setChannels(shape.isTransposed() ? given.size(0) : given.size(1) * shape.groups());
        }
    }

    private void setChannels(int channels) {
        shape = shape.withIn(channels, op);
        weight.setData(Obor.zeros(weight.dtype(), shape.weightSizes()));
        bias.ifPresent(b -> b.setData(Obor.zeros(b.dtype(), shape.out())));
    }

    @Override
    protected final Tensor compute(Tensor x) {
        checkInput(x);
        if (shape.isTransposed()) {
            return transposed(x, shape.extra());
        }
        ConvolutionCalls plain = ConvolutionCalls.of("conv" + shape.rank() + "d", shape.rank(), x, weight, bias);
        if (shape.mode() == PaddingMode.ZEROS) {
            return shape.named().isPresent()
                    ? plain.forward(shape.stride(), shape.named().get(), shape.dilation(), shape.groups())
                    : plain.forward(shape.stride(), shape.padding(), shape.dilation(), shape.groups());
        }
        PadMode mode = PadMode.valueOf(shape.mode().name());
        Tensor padded = F.pad(x, shape.sides(), mode);
        return ConvolutionCalls.of("conv" + shape.rank() + "d", shape.rank(), padded, weight, bias)
                .forward(shape.stride(), new int[shape.rank()], shape.dilation(), shape.groups());
    }

    private void checkInput(Tensor x) {
        int rank = shape.rank();
        boolean fits = x.dim() == rank + 1 || x.dim() == rank + 2;
        if (fits && !knowsChannels()) {
            setChannels(x.size(x.dim() - rank - 1));
            reset();
        }
        if (!fits || x.size(x.dim() - rank - 1) != shape.in()) {
            throw new ShapeException(
                    op + ": the input has shape " + x.shape() + ": it must be [batch, " + shape.in() + ", "
                            + (rank == 1 ? "length" : rank == 2 ? "height, width" : "depth, height, width")
                            + "], or the same without the batch");
        }
    }

    private Tensor transposed(Tensor x, int... extra) {
        return ConvolutionCalls.of("convTranspose" + shape.rank() + "d", shape.rank(), x, weight, bias)
                .transposed(shape.stride(), shape.padding(), extra, shape.groups(), shape.dilation());
    }

    /// Finds the padding of the result that gives it a size.
    final Tensor computeSized(Tensor x, int... outputSize) {
        checkInput(x);
        int rank = shape.rank();
        int[] sizes = new Space(op, rank).atLeast(0, "outputSize", outputSize);
        int[] extra = new int[rank];
        for (int d = 0; d < rank; d++) {
            int size = x.size(x.dim() - rank + d);
            int least = (size - 1) * shape.stride()[d]
                    - 2 * shape.padding()[d]
                    + shape.dilation()[d] * (shape.kernel()[d] - 1)
                    + 1;
            extra[d] = sizes[d] - least;
            if (extra[d] < 0 || extra[d] >= shape.stride()[d]) {
                throw new ShapeException(op + ": outputSize " + Arrays.toString(outputSize) + " for an input of shape "
                        + x.shape() + ": dim " + (d - rank) + " must be from " + least + " to "
                        + (least + shape.stride()[d] - 1));
            }
        }
        return transposed(x, extra);
    }

    @Override
    public final String extraRepr() {
        return shape.text(bias.isPresent());
    }
}
