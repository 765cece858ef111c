package dev.obor.distributions;

import dev.obor.Linalg;
import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;

/// A covariance matrix, its inverse or its Cholesky factor; whichever was not given is computed when it is
/// asked for.
final class Covariance {
    /// What is given.
    enum Form {
        COVARIANCE("covariance_matrix", Constraints.POSITIVE_DEFINITE),
        PRECISION("precision_matrix", Constraints.POSITIVE_DEFINITE),
        SCALE_TRIL("scale_tril", Constraints.LOWER_CHOLESKY);

        private final String parameter;
        private final Constraint constraint;

        Form(String parameter, Constraint constraint) {
            this.parameter = parameter;
            this.constraint = constraint;
        }
    }

    private final Form form;
    private final Tensor given;
    private final Lazy tril;

    private Covariance(Form form, Tensor given, Lazy tril) {
        this.form = form;
        this.given = given;
        this.tril = tril;
    }

    /// Keeps a matrix.
    ///
    /// @throws ShapeException if it is none, or not square
    static Covariance of(String distribution, Form form, Tensor matrix) {
        Tensor given = Params.tensor(matrix);
        if (given.dim() < 2 || given.size(-1) != given.size(-2)) {
            throw new ShapeException(distribution + ": the parameter " + form.parameter + " has shape " + given.shape()
                    + " and must hold square matrices in its last two dims: reshape it");
        }
        Lazy tril = new Lazy(() -> switch (form) {
            case COVARIANCE -> Linalg.cholesky(given);
            case PRECISION -> Gaussian.precisionToScaleTril(given);
            case SCALE_TRIL -> given;
        });
        return new Covariance(form, given, tril);
    }

    /// Returns the factor L, with the batch that was given.
    Tensor tril() {
        return tril.get();
    }

    Shape batch() {
        return Dims.dropLast(given.shape(), 2);
    }

    int size() {
        return given.size(-1);
    }

    private Tensor expand(Tensor matrix, Shape batch) {
        return Params.expand(matrix, Dims.append(batch, size(), size()));
    }

    Tensor scaleTril(Shape batch) {
        return expand(tril(), batch);
    }

    Tensor covariance(Shape batch) {
        return expand(form == Form.COVARIANCE ? given : tril().matmul(tril().mT()), batch);
    }

    Tensor precision(Shape batch) {
        return expand(form == Form.PRECISION ? given : Gaussian.precision(tril()), batch);
    }

    Distribution.Parameter parameter(Shape batch) {
        return new Distribution.Parameter(form.parameter, expand(given, batch), form.constraint);
    }
}
