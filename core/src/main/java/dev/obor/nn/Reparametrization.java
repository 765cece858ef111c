package dev.obor.nn;

import dev.obor.error.OborException;
import dev.obor.tensor.GradMode;
import dev.obor.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/// Weights that are computed from other parameters before each forward, in the role of `torch.nn.utils`.
///
/// ```java
/// Linear layer = Reparametrization.weightNorm(new Linear(20, 40));
/// layer.namedParameters();    // bias, weight_g, weight_v
/// ```
///
/// The layer keeps its weight's tensor, which stands for what was computed last. Make the optimizer afterwards:
/// the weight is no parameter any more.
public final class Reparametrization {
    private static final double EPS = 1e-12;

    private Reparametrization() {}

    /// How a weight is computed. It is a hook of the module.
    private interface Rule extends ForwardPreHook {
        /// Returns the parameter's name.
        String name();

        /// Returns the weight.
        ///
        /// @param training whether the module is in training mode
        Tensor weight(boolean training);

        /// Returns the parameter that takes the weight's place.
        Tensor shell();

        /// Removes what the rule registered.
        void drop(Parts parts);

        @Override
        default Tensor[] before(Module module, Tensor... inputs) {
            shell().standFor(weight(module.isTraining()));
            return inputs;
        }
    }

    /// Splits `weight` along dim 0; see [#weightNorm(Block, String, int)].
    public static <M extends Block> M weightNorm(M module) {
        return weightNorm(module, "weight", 0);
    }

    /// Splits a weight into its length `…_g` and its direction `…_v`, both parameters:
    /// weight = g · v / ‖v‖. Source: T. Salimans and D. Kingma, "Weight normalization" (2016).
    ///
    /// @param dim along which each entry has a length of its own; −1 for one length of the whole
    /// @return the module
    /// @throws OborException if there is no such parameter, or it is computed already
    /// @throws dev.obor.error.IndexException if there is no such dim
    public static <M extends Block> M weightNorm(M module, String name, int dim) {
        checkFree("weightNorm", module, name);
        Tensor weight = some("weightNorm", module, name);
        Tensor length = lengths(weight.detach(), dim);
        Tensor shell = module.parts().dropParameter("weightNorm", name);
        Tensor g = module.parts().parameter(name + "_g", length.clone());
        Tensor v = module.parts().parameter(name + "_v", shell.detach().clone());
        begin(module, new Split(name, dim, shell, g, v));
        return module;
    }

    /// Returns the norms over all dims but one, which stay as dims of size 1; of all, with no dims, for −1.
    private static Tensor lengths(Tensor v, int dim) {
        if (dim == -1) {
            return v.norm();
        }
        Tensor rows = v.movedim(dim, 0);
        Tensor norms = rows.reshape(rows.size(0), -1).norm(2, new int[] {1}, false);
        int[] sizes = new int[v.dim()];
        Arrays.fill(sizes, 1);
        sizes[Math.floorMod(dim, v.dim())] = v.size(dim);
        return norms.reshape(sizes);
    }

    private record Split(String name, int dim, Tensor shell, Tensor g, Tensor v) implements Rule {
        @Override
        public Tensor weight(boolean training) {
            return v.mul(g.div(lengths(v, dim)));
        }

        @Override
        public void drop(Parts parts) {
            parts.dropParameter("removeWeightNorm", name + "_g");
            parts.dropParameter("removeWeightNorm", name + "_v");
        }
    }

    /// Makes `weight` a parameter of its own again, with the elements that it was computed to have.
    ///
    /// @throws OborException if it is not split
    public static <M extends Block> M removeWeightNorm(M module) {
        return removeWeightNorm(module, "weight");
    }

    /// Makes a weight a parameter of its own again, with the elements that it was computed to have.
    ///
    /// @throws OborException if it is not split
    public static <M extends Block> M removeWeightNorm(M module, String name) {
        return end("removeWeightNorm", module, name, Split.class);
    }

    /// Divides `weight` by its spectral norm; see [#spectralNorm(Block, String, int, double, int)].
    public static <M extends Block> M spectralNorm(M module) {
        boolean transposed = module instanceof ConvTranspose1d
                || module instanceof ConvTranspose2d
                || module instanceof ConvTranspose3d;
        return spectralNorm(module, "weight", 1, EPS, transposed ? 1 : 0);
    }

    /// Divides a weight, the parameter `…_orig`, by its largest singular value, which is found by the power
    /// iteration: each forward in training makes its steps from the vectors `…_u` and `…_v` of the forward
    /// before, which are buffers. Source: T. Miyato et al., "Spectral normalization for generative
    /// adversarial networks" (2018).
    ///
    /// @param steps of the power iteration in each forward, 1 or more
    /// @param eps added to norms that are divided by, where they are less
    /// @param dim that of the outputs; the weight is taken as a matrix with as many rows
    /// @return the module
    /// @throws OborException if there is no such parameter, it is computed already, or a number is out of range
    public static <M extends Block> M spectralNorm(M module, String name, int steps, double eps, int dim) {
        checkFree("spectralNorm", module, name);
        if (steps < 1) {
            throw new OborException("spectralNorm: " + steps + " steps of the power iteration: pass 1 or more");
        }
        Tensor weight = some("spectralNorm", module, name);
        Tensor matrix = matrix(weight.detach(), dim);
        Tensor shell = module.parts().dropParameter("spectralNorm", name);
        Tensor orig = module.parts().parameter(name + "_orig", shell.detach().clone());
        Tensor u =
                unit(Tensor.full(matrix.select(1, 0).shape(), 0, matrix.dtype()).normal_(0, 1), eps);
        Tensor v =
                unit(Tensor.full(matrix.select(0, 0).shape(), 0, matrix.dtype()).normal_(0, 1), eps);
        begin(
                module,
                new Divided(
                        name,
                        steps,
                        eps,
                        dim,
                        shell,
                        orig,
                        module.parts().buffer(name + "_u", u),
                        module.parts().buffer(name + "_v", v)));
        return module;
    }

    private static Tensor matrix(Tensor weight, int dim) {
        Tensor rows = weight.movedim(dim, 0);
        return rows.reshape(rows.size(0), -1);
    }

    private static Tensor unit(Tensor vector, double eps) {
        return vector.div(vector.norm().clamp(eps, Double.POSITIVE_INFINITY));
    }

    private record Divided(String name, int steps, double eps, int dim, Tensor shell, Tensor orig, Tensor u, Tensor v)
            implements Rule {
        @Override
        public Tensor weight(boolean training) {
            Tensor matrix = matrix(orig, dim);
            if (training) {
                try (GradMode.Scope _ = GradMode.set(false)) {
                    for (int i = 0; i < steps; i++) {
                        v.copy_(unit(matrix.t().matmul(u), eps));
                        u.copy_(unit(matrix.matmul(v), eps));
                    }
                }
            }
            // A graph of an earlier forward may still need the vectors that the next one overwrites.
            Tensor norm = u.clone().mul(matrix.matmul(v.clone())).sum();
            return orig.div(norm);
        }

        @Override
        public void drop(Parts parts) {
            parts.dropParameter("removeSpectralNorm", name + "_orig");
            parts.dropBuffer(name + "_u");
            parts.dropBuffer(name + "_v");
        }
    }

    /// Makes `weight` a parameter of its own again, with the elements that it was computed to have.
    ///
    /// @throws OborException if it is not divided
    public static <M extends Block> M removeSpectralNorm(M module) {
        return removeSpectralNorm(module, "weight");
    }

    /// Makes a weight a parameter of its own again, with the elements that it was computed to have.
    ///
    /// @throws OborException if it is not divided
    public static <M extends Block> M removeSpectralNorm(M module, String name) {
        return end("removeSpectralNorm", module, name, Divided.class);
    }

    private static Tensor some(String who, Module module, String name) {
        Tensor weight = module.parts().parameters().get(name);
        if (weight == null) {
            throw new OborException(who + ": " + module.typeName() + " has no parameter '" + name + "', only "
                    + module.parts().parameters().keySet() + ": name one of them");
        }
        if (module instanceof Lazy lazy && !lazy.isSet() || weight.numel() == 0 || weight.dim() == 0) {
            throw new OborException(who + ": '" + name + "' of " + module.typeName()
                    + " has no elements or no dims: call the module once, or name another");
        }
        return weight;
    }

    private static List<Rule> rules(Block module, String name) {
        return module.forwardPreHooks().stream()
                .filter(hook -> hook instanceof Rule rule && rule.name().equals(name))
                .map(Rule.class::cast)
                .toList();
    }

    private static void checkFree(String who, Block module, String name) {
        if (!rules(module, name).isEmpty()) {
            throw new OborException(who + ": '" + name + "' of " + module.typeName()
                    + " is computed from other parameters already: remove that first");
        }
    }

    private static void begin(Block module, Rule rule) {
        rule.shell().standFor(rule.weight(false).detach());
        module.registerForwardPreHook(rule);
    }

    private static <M extends Block> M end(String who, M module, String name, Class<? extends Rule> kind) {
        Rule rule = rules(module, name).stream()
                .filter(kind::isInstance)
                .findFirst()
                .orElseThrow(() -> new OborException(who + ": '" + name + "' of " + module.typeName()
                        + " is a parameter of its own: there is nothing to remove"));
        module.removeForwardPreHook(rule);
        Tensor weight = rule.weight(false).detach();
        rule.drop(module.parts());
        rule.shell().standFor(weight);
        module.parts().parameter(name, rule.shell());
        return module;
    }
}
