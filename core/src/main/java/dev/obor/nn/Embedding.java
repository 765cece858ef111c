package dev.obor.nn;

import dev.obor.Obor;
import dev.obor.error.IndexException;
import dev.obor.error.OborException;
import dev.obor.error.ShapeException;
import dev.obor.tensor.Tensor;
import java.util.Optional;

/// A table of rows that numbers name: `[…]` of int64 or int32 becomes `[…, columns]`.
///
/// The rows, `weight`, start normal with mean 0 and deviation 1, but for a padding row, which starts at 0 and
/// gets no gradient. Gradients are dense tensors.
public final class Embedding extends Layer {
    private final int rows;
    private final int columns;
    private final EmbeddingOptions options;
    private final Tensor weight;

    /// Makes a table, drawing from the process's generator.
    ///
    /// @throws OborException if a number is negative
    public Embedding(int numEmbeddings, int embeddingDim) {
        this(numEmbeddings, embeddingDim, EmbeddingOptions.DEFAULT);
    }

    /// Makes a table with a padding row, drawing from the process's generator.
    ///
    /// @param paddingIdx a row without gradient that starts at 0; negative numbers count from the last
    /// @throws OborException if a number is negative
    /// @throws IndexException if there is no such row
    public Embedding(int numEmbeddings, int embeddingDim, int paddingIdx) {
        this(numEmbeddings, embeddingDim, EmbeddingOptions.DEFAULT.paddingIdx(paddingIdx));
    }

    /// Makes a table, drawing from the process's generator.
    ///
    /// @throws OborException if a number is negative
    /// @throws IndexException if there is no padding row of that number
    public Embedding(int numEmbeddings, int embeddingDim, EmbeddingOptions options) {
        this(start("Embedding", numEmbeddings, embeddingDim, options.paddingIdx()), options);
    }

    private Embedding(Tensor table, EmbeddingOptions options) {
        this.rows = table.size(0);
        this.columns = table.size(1);
        this.options = options.paddingIdx().isPresent()
                ? options.paddingIdx(row("Embedding", options.paddingIdx().get(), rows))
                : options;
        this.weight = parameter("weight", table);
    }

    static Tensor start(String op, int rows, int columns, Optional<Integer> padding) {
        if (rows < 0 || columns < 0) {
            throw new OborException(op + ": " + rows + " rows of " + columns + " columns: both must be 0 or more");
        }
        Tensor table = Obor.zeros(rows, columns).normal_(0, 1);
        padding.ifPresent(row -> table.select(0, row(op, row, rows)).zero_());
        return table;
    }

    static int row(String op, int row, int rows) {
        if (row < -rows || row >= rows) {
            throw new IndexException(op + ": paddingIdx is " + row + " and there are " + rows + " rows: pass " + -rows
                    + " to " + (rows - 1));
        }
        return row < 0 ? row + rows : row;
    }

    /// Returns a table over given rows, which are not trained.
    ///
    /// @param embeddings a matrix; shared, not copied
    /// @throws ShapeException unless it is a matrix
    public static Embedding fromPretrained(Tensor embeddings) {
        return fromPretrained(embeddings, true, EmbeddingOptions.DEFAULT);
    }

    /// Returns a table over given rows.
    ///
    /// @param embeddings a matrix; shared, not copied
    /// @param freeze whether the rows stay as they are in training
    /// @throws ShapeException unless it is a matrix
    /// @throws IndexException if there is no padding row of that number
    public static Embedding fromPretrained(Tensor embeddings, boolean freeze, EmbeddingOptions options) {
        Embedding result = new Embedding(matrix("Embedding", embeddings), options);
        result.weight.requiresGrad(!freeze);
        return result;
    }

    static Tensor matrix(String op, Tensor embeddings) {
        if (embeddings.dim() != 2) {
            throw new ShapeException(op + ": the pretrained rows have shape " + embeddings.shape()
                    + " and must be a matrix with one row for each number");
        }
        return embeddings.detach();
    }

    /// Returns the default options, to be changed.
    public static EmbeddingOptions options() {
        return EmbeddingOptions.DEFAULT;
    }

    /// Returns the rows, of shape `[numbers, columns]`.
    public Tensor weight() {
        return weight;
    }

    @Override
    protected Tensor compute(Tensor x) {
        return F.embedding(
                x, weight, options.paddingIdx(), options.maxNorm(), options.normType(), options.scaleGradByFreq());
    }

    @Override
    public String extraRepr() {
        return rows + ", " + columns
                + options.paddingIdx().map(row -> ", padding_idx=" + row).orElse("")
                + norms(options.maxNorm(), options.normType(), options.scaleGradByFreq());
    }

    static String norms(Optional<Double> maxNorm, double normType, boolean scaleGradByFreq) {
        return maxNorm.map(limit -> ", max_norm=" + Repr.of(limit)).orElse("")
                + (normType == 2 ? "" : ", norm_type=" + Repr.of(normType))
                + (scaleGradByFreq ? ", scale_grad_by_freq=True" : "");
    }
}
