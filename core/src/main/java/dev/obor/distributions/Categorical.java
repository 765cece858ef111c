package dev.obor.distributions;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;
import dev.obor.random.Generator;
import dev.obor.tensor.Tensor;

/// The distribution of the numbers of categories, 0 to K − 1, given by weights along the last dim or by their
/// logarithms, both up to a factor. Samples are int64.
public final class Categorical extends Distribution {
    private final Tensor param;
    private final boolean isProbs;

    private Categorical(Tensor normalized, boolean isProbs) {
        super(
                Dims.dropLast(normalized.shape(), 1),
                Shape.SCALAR,
                isProbs
                        ? new Parameter("probs", normalized, Constraints.SIMPLEX)
                        : new Parameter("logits", normalized, Constraints.REAL_VECTOR));
        this.param = normalized;
        this.isProbs = isProbs;
    }

    /// Makes distributions from weights, which are divided by their sums along the last dim.
    ///
    /// @throws ShapeException if there is no dim
    public static Categorical ofProbs(Tensor probs) {
        Tensor weights = vector("probs", probs);
        return new Categorical(weights.div(weights.sum(-1, true)), true);
    }

    /// Makes distributions from logarithms of weights.
    ///
    /// @throws ShapeException if there is no dim
    public static Categorical ofLogits(Tensor logits) {
        Tensor logs = vector("logits", logits);
        return new Categorical(logs.sub(logs.logsumexp(new int[] {-1}, true)), false);
    }

    private static Tensor vector(String name, Tensor value) {
        if (value.dim() < 1) {
            throw new ShapeException("Categorical: the parameter " + name
                    + " is a single number and must have a last dim of" + " categories: pass a vector");
        }
        return Params.tensor(value);
    }

    /// Returns the probabilities.
    public Tensor probs() {
        return isProbs ? param : param.softmax(-1);
    }

    /// Returns the logarithms of the probabilities.
    public Tensor logits() {
        return isProbs ? Params.clampProbs(param).log() : param;
    }

    /// Returns the parameter's shape: the batch's and the number of categories.
    public Shape paramShape() {
        return param.shape();
    }

    /// Returns the number of categories.
    int count() {
        return param.size(-1);
    }

    DType dtype() {
        return param.dtype();
    }

    @Override
    protected Categorical expanded(Shape batch) {
        return new Categorical(param.expand(Dims.append(batch, count())), isProbs);
    }

    @Override
    public Constraint support() {
        return Constraints.integerInterval(0, count() - 1);
    }

    @Override
    public boolean hasEnumerateSupport() {
        return true;
    }

    @Override
    public Tensor mean() {
        return Params.filled(batchShape(), Double.NaN, dtype());
    }

    @Override
    public Tensor mode() {
        return probs().argmax(-1);
    }

    @Override
    public Tensor variance() {
        return mean();
    }

    @Override
    protected Tensor drawn(Shape sampleShape, Generator generator) {
        Tensor rows = probs().reshape(batchShape().numel(), count());
        Tensor found = Draws.categories(rows, sampleShape.numel(), generator);
        return found.t().reshape(extended(sampleShape));
    }

    @Override
    protected Tensor logDensity(Tensor value) {
        Shape shape = Dims.broadcast("logProb of Categorical", value.shape(), batchShape());
        Tensor index = value.to(DType.INT64).expand(shape).unsqueeze(-1);
        return logits().expand(Dims.append(shape, count())).gather(-1, index).squeeze(-1);
    }

    @Override
    public Tensor entropy() {
        return logits().clampMin(-Bounds.max(dtype())).mul(probs()).sum(-1).neg();
    }

    @Override
    protected Tensor values() {
        return Obor.arange(count());
    }
}
