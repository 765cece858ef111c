package dev.obor.nn;

import dev.obor.Obor;
import dev.obor.error.AutogradException;
import dev.obor.error.OborException;
import dev.obor.tensor.GradMode;
import dev.obor.tensor.Tensor;
import java.util.List;

/// Limits for gradients, in place, in the role of `torch.nn.utils`.
public final class Clip {
    private Clip() {}

    /// Scales all gradients so that their 2-norm, taken as of one vector, is at most `maxNorm`, and returns
    /// the norm before.
    public static Tensor gradNorm_(List<Tensor> parameters, double maxNorm) {
        return gradNorm_(parameters, maxNorm, 2, false);
    }

    /// Scales all gradients so that their norm, taken as of one vector, is at most `maxNorm`, and returns the
    /// norm before, a single number. As in PyTorch the factor is maxNorm / (norm + 1e-6), at most 1.
    /// Parameters without a gradient are passed over.
    ///
    /// @param normType the p of the norm, infinity for the largest element
    /// @param errorIfNonfinite refuses norms that are infinite or NaN instead of making all gradients NaN
    /// @throws AutogradException if the norm is not finite and that is refused
    public static Tensor gradNorm_(List<Tensor> parameters, double maxNorm, double normType, boolean errorIfNonfinite) {
        try (GradMode.Scope _ = GradMode.set(false)) {
            List<Tensor> gradients = gradients(parameters);
            if (gradients.isEmpty()) {
                return Obor.scalar(0.0);
            }
            List<Tensor> norms = gradients.stream()
                    .map(gradient -> norm(gradient.reshape(gradient.numel()), normType))
                    .toList();
            Tensor total = norm(Obor.stack(norms, 0), normType);
            if (errorIfNonfinite && !Double.isFinite(total.item())) {
                throw new AutogradException("gradNorm_: the norm of the gradients is " + total.item()
                        + ": look for the operator with Obor.detectAnomaly(), or allow it");
            }
            Tensor factor = total.add(1e-6).reciprocal().mul(maxNorm);
            Tensor scale = Tensor.where(factor.gt(1.0), Obor.onesLike(factor), factor);
            gradients.forEach(gradient -> gradient.mul_(scale.to(gradient.dtype())));
            return total;
        }
    }

    private static Tensor norm(Tensor x, double p) {
        if (Double.isInfinite(p)) {
            return x.abs().amax();
        }
        if (p == 2) {
            return x.norm();
        }
        if (p == 1) {
            return x.abs().sum();
        }
        if (p == 0) {
            return x.ne(0).sum().to(x.dtype());
        }
        // |x|^p as exp(p · log |x|), and 0 at 0.
        Tensor size = x.abs();
        Tensor sum = size.log().mul(p).exp().sum();
        return sum.log().mul(1 / p).exp();
    }

    /// Limits every element of all gradients to −clipValue … clipValue.
    ///
    /// @throws OborException if the limit is negative
    public static void gradValue_(List<Tensor> parameters, double clipValue) {
        if (!(clipValue >= 0)) {
            throw new OborException("gradValue_: the limit is " + clipValue + " and must be 0 or more");
        }
        try (GradMode.Scope _ = GradMode.set(false)) {
            gradients(parameters).forEach(gradient -> gradient.clamp_(-clipValue, clipValue));
        }
    }

    private static List<Tensor> gradients(List<Tensor> parameters) {
        return parameters.stream().filter(Tensor::hasGrad).map(Tensor::grad).toList();
    }
}
