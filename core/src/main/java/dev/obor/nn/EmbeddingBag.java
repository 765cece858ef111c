package dev.obor.nn;

import dev.obor.error.IndexException;
import dev.obor.error.OborException;
import dev.obor.error.ShapeException;
import dev.obor.tensor.Tensor;
import java.util.Locale;
import java.util.Optional;

/// A table of rows that numbers name, and one row made of those of each bag of numbers: their mean, sum, or
/// largest elements.
///
/// The rows, `weight`, start normal with mean 0 and deviation 1, but for a padding row, which starts at 0 and
/// is passed over.
public final class EmbeddingBag extends Block {
    private final int rows;
    private final int columns;
    private final EmbeddingBagOptions options;
    private final Tensor weight;

    /// Makes a table for means, drawing from the process's generator.
    ///
    /// @throws OborException if a number is negative
    public EmbeddingBag(int numEmbeddings, int embeddingDim) {
        this(numEmbeddings, embeddingDim, EmbeddingBagOptions.DEFAULT);
    }

    /// Makes a table, drawing from the process's generator.
    ///
    /// @param mode how the rows of a bag become one
    /// @throws OborException if a number is negative
    public EmbeddingBag(int numEmbeddings, int embeddingDim, BagMode mode) {
        this(numEmbeddings, embeddingDim, EmbeddingBagOptions.DEFAULT.mode(mode));
    }

    /// Makes a table, drawing from the process's generator.
    ///
    /// @throws OborException if a number is negative
    /// @throws IndexException if there is no padding row of that number
    public EmbeddingBag(int numEmbeddings, int embeddingDim, EmbeddingBagOptions options) {
        this(Embedding.start("EmbeddingBag", numEmbeddings, embeddingDim, options.paddingIdx()), options);
    }

    private EmbeddingBag(Tensor table, EmbeddingBagOptions options) {
        this.rows = table.size(0);
        this.columns = table.size(1);
        this.options = options.paddingIdx().isPresent()
                ? options.paddingIdx(
                        Embedding.row("EmbeddingBag", options.paddingIdx().get(), rows))
                : options;
        this.weight = parameter("weight", table);
    }

    /// Returns a table over given rows, which are not trained.
    ///
    /// @param embeddings a matrix; shared, not copied
    /// @throws ShapeException unless it is a matrix
    public static EmbeddingBag fromPretrained(Tensor embeddings) {
        return fromPretrained(embeddings, true, EmbeddingBagOptions.DEFAULT);
    }

    /// Returns a table over given rows.
    ///
    /// @param embeddings a matrix; shared, not copied
    /// @param freeze whether the rows stay as they are in training
    /// @throws ShapeException unless it is a matrix
    /// @throws IndexException if there is no padding row of that number
    public static EmbeddingBag fromPretrained(Tensor embeddings, boolean freeze, EmbeddingBagOptions options) {
        EmbeddingBag result = new EmbeddingBag(Embedding.matrix("EmbeddingBag", embeddings), options);
        result.weight.requiresGrad(!freeze);
        return result;
    }

    /// Returns the default options, to be changed.
    public static EmbeddingBagOptions options() {
        return EmbeddingBagOptions.DEFAULT;
    }

    /// Returns the rows, of shape `[numbers, columns]`.
    public Tensor weight() {
        return weight;
    }

    /// Returns one row for each bag of a matrix of numbers `[bags, numbers]`.
    ///
    /// @throws ShapeException for other shapes
    /// @throws IndexException if there is no such row
    public Tensor forward(Tensor input) {
        return forward(input, Optional.empty(), Optional.empty());
    }

    /// Returns one row for each bag of a row of numbers.
    ///
    /// @param offsets where each bag starts, ascending from 0
    /// @throws ShapeException for other shapes
    /// @throws IndexException if there is no such row, or offsets do not ascend from 0
    public Tensor forward(Tensor input, Tensor offsets) {
        return forward(input, Optional.of(offsets), Optional.empty());
    }

    /// Returns one row for each bag: `[bags, columns]`. The row of an empty bag is 0.
    ///
    /// @param input int64 or int32: `[bags, numbers]`; or `[numbers]`, and then offsets say where each bag
    ///     starts
    /// @param offsets ascending from 0
    /// @param perSampleWeights of the input's shape: scales the rows before they are added; for SUM only
    /// @throws ShapeException for other shapes
    /// @throws IndexException if there is no such row, or offsets do not ascend from 0
    public Tensor forward(Tensor input, Optional<Tensor> offsets, Optional<Tensor> perSampleWeights) {
        // The hooks see the numbers; what else there is stands beside them.
        return call(
                x -> F.embeddingBag(
                        x[0],
                        weight,
                        offsets,
                        options.maxNorm(),
                        options.normType(),
                        options.scaleGradByFreq(),
                        options.mode(),
                        perSampleWeights,
                        options.includeLastOffset(),
                        options.paddingIdx()),
                input);
    }

    @Override
    public String extraRepr() {
        return rows + ", " + columns
                + Embedding.norms(options.maxNorm(), options.normType(), options.scaleGradByFreq()) + ", mode="
                + options.mode().name().toLowerCase(Locale.ROOT)
                + options.paddingIdx().map(row -> ", padding_idx=" + row).orElse("");
    }
}
