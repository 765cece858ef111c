package dev.obor.optim;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.error.OborException;
import dev.obor.layout.Shape;
import dev.obor.tensor.GradMode;
import dev.obor.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/// The quasi-Newton method of limited memory: a step calls its closure several times. Source: J. Nocedal, S.
/// Wright, *Numerical Optimization* (2006), algorithms 7.4 and 7.5; the line search is [WolfeSearch].
///
/// It keeps up to `historySize` pairs of vectors of the parameters' size, and takes one group of parameters.
public final class LBFGS extends GroupOptimizer<LBFGS.Options> {
    /// The options.
    ///
    /// @param lr the length of steps, 0 or more
    /// @param maxIter how many iterations a step makes at most
    /// @param maxEval how often a step calls its closure at most; by default 1.25 · maxIter
    /// @param toleranceGrad a step ends when no gradient is larger
    /// @param toleranceChange a step ends when neither parameters nor loss change more
    /// @param historySize how many pairs of vectors are kept
    /// @param lineSearchFn `strong_wolfe`, or empty for steps of length lr
    public record Options(
            double lr,
            int maxIter,
            OptionalInt maxEval,
            double toleranceGrad,
            double toleranceChange,
            int historySize,
            Optional<String> lineSearchFn)
            implements OptimizerOptions<Options> {
        /// PyTorch's defaults.
        public static final Options DEFAULT =
                new Options(1, 20, OptionalInt.empty(), 1e-7, 1e-9, 100, Optional.empty());

        @Override
        public Options lr(double value) {
            return new Options(value, maxIter, maxEval, toleranceGrad, toleranceChange, historySize, lineSearchFn);
        }

        /// Returns these options with another number of iterations.
        public Options maxIter(int value) {
            return new Options(lr, value, maxEval, toleranceGrad, toleranceChange, historySize, lineSearchFn);
        }

        /// Returns these options with another number of calls of the closure.
        public Options maxEval(int value) {
            return new Options(
                    lr, maxIter, OptionalInt.of(value), toleranceGrad, toleranceChange, historySize, lineSearchFn);
        }

        /// Returns these options with another tolerance of gradients.
        public Options toleranceGrad(double value) {
            return new Options(lr, maxIter, maxEval, value, toleranceChange, historySize, lineSearchFn);
        }

        /// Returns these options with another tolerance of changes.
        public Options toleranceChange(double value) {
            return new Options(lr, maxIter, maxEval, toleranceGrad, value, historySize, lineSearchFn);
        }

        /// Returns these options with another length of memory.
        public Options historySize(int value) {
            return new Options(lr, maxIter, maxEval, toleranceGrad, toleranceChange, value, lineSearchFn);
        }

        /// Returns these options with a line search by the strong Wolfe conditions.
        public Options strongWolfe() {
            return new Options(
                    lr, maxIter, maxEval, toleranceGrad, toleranceChange, historySize, Optional.of("strong_wolfe"));
        }

        @Override
        public Options checked(String optimizer) {
            new Check(optimizer)
                    .notNegative("lr", lr)
                    .that(maxIter > 0, "maxIter is " + maxIter + " and must be 1 or more")
                    .that(historySize > 0, "historySize is " + historySize + " and must be 1 or more")
                    .that(
                            lineSearchFn.isEmpty() || lineSearchFn.get().equals("strong_wolfe"),
                            "the line search is '" + lineSearchFn.orElse("") + "' and there is only 'strong_wolfe'");
            return new Options(
                    lr,
                    maxIter,
                    OptionalInt.of(maxEval.orElse((int) Math.min(maxIter * 5L / 4, Integer.MAX_VALUE))),
                    toleranceGrad,
                    toleranceChange,
                    historySize,
                    lineSearchFn);
        }
    }

    /// The memory: differences of gradients, steps, and 1 / (their products), the oldest first.
    private final List<Tensor> differences = new ArrayList<>();

    private final List<Tensor> moves = new ArrayList<>();
    private final List<Double> inverses = new ArrayList<>();

    /// Returns options with this length of steps, else PyTorch's defaults.
    public static Options options(double lr) {
        return Options.DEFAULT.lr(lr);
    }

    /// Makes an optimizer with PyTorch's defaults.
    public LBFGS(List<Tensor> parameters) {
        this(parameters, Options.DEFAULT);
    }

    /// Makes an optimizer.
    ///
    /// @throws OborException if there are no parameters, one is no leaf, or an option is out of range
    public LBFGS(List<Tensor> parameters, Options options) {
        super(one(parameters, options));
    }

    @Override
    public void addParamGroup(ParamGroup<Options> group) {
        if (!groups().isEmpty()) {
            throw new OborException("LBFGS: it takes one group of parameters: pass all parameters in one list");
        }
        super.addParamGroup(group);
    }

    /// Not possible: a step needs to compute the loss several times.
    ///
    /// @throws OborException always
    @Override
    public void step() {
        throw new OborException("LBFGS: step() needs a closure that computes the loss and its gradients: call"
                + " step(() -> { zeroGrad(); … loss.backward(); return loss; })");
    }

    @Override
    void update(Options options, Tensor parameter, Tensor gradient, ParamState state) {
        throw new IllegalStateException("LBFGS changes all parameters together");
    }

    @Override
    public Tensor step(Supplier<Tensor> closure) {
        try (GradMode.Scope _ = GradMode.set(false)) {
            return new Step(closure).run();
        }
    }

    /// One step: several iterations.
    private final class Step {
        private final Supplier<Tensor> closure;
        private final List<Tensor> parameters = parameters();
        private final Options options = groups().getFirst().options();
        private final ParamState state = state(parameters.getFirst());
        private double loss;
        private Tensor gradient;

        /// A number in the parameters' dtype, in which PyTorch computes with it.
        private double rounded(double value) {
            return parameters.getFirst().dtype() == DType.FLOAT64 ? value : (float) value;
        }

        Step(Supplier<Tensor> closure) {
            this.closure = closure;
        }

        Tensor run() {
            Tensor first = evaluate();
            int evaluations = 1;
            count("func_evals", 1);
            if (largest(gradient) <= options.toleranceGrad) {
                return first;
            }
            Tensor direction = state.values().get("d") instanceof Tensor known ? known : gradient;
            double length = state.number("t", 0);
            for (int iteration = 1; iteration <= options.maxIter; iteration++) {
                count("n_iter", 1);
                boolean start = (long) state.number("n_iter", 0) == 1;
                direction = start ? forget() : direction(direction, length);
                Tensor before = gradient;
                double lossBefore = loss;
                state.set("prev_flat_grad", before);
                state.set("prev_loss", lossBefore);
                length = start
                        ? rounded(Math.min(1, rounded(1 / gradient.abs().sum().item())) * options.lr)
                        : options.lr;
                state.set("d", direction);
                state.set("t", length);
                double slope = gradient.dot(direction).item();
                if (slope > -options.toleranceChange) {
                    break;
                }
                int calls = 0;
                if (options.lineSearchFn.isPresent()) {
                    WolfeSearch.Point point = search(direction, length, slope);
                    length = point.length();
                    loss = point.loss();
                    gradient = point.gradient();
                    calls = point.evaluations();
                    state.set("t", length);
                    move(direction, length);
                } else {
                    move(direction, length);
                    // In the last iteration nobody would look at the loss.
                    if (iteration != options.maxIter) {
                        evaluate();
                        calls = 1;
                    }
                }
                evaluations += calls;
                count("func_evals", calls);
                if (evaluations >= options.maxEval.orElseThrow()
                        || largest(gradient) <= options.toleranceGrad
                        || largest(direction.mul(length)) <= options.toleranceChange
                        || Math.abs(loss - lossBefore) < options.toleranceChange) {
                    break;
                }
            }
            return first;
        }

        private void count(String what, int more) {
            state.set(what, (long) state.number(what, 0) + more);
        }

        private Tensor evaluate() {
            Tensor value;
            try (GradMode.Scope _ = GradMode.set(true)) {
                value = closure.get();
            }
            loss = value.item();
            List<Tensor> flat = new ArrayList<>();
            for (Tensor parameter : parameters) {
                Tensor part = parameter.hasGrad() ? parameter.grad() : Obor.zerosLike(parameter);
                flat.add(part.reshape(part.numel()));
            }
            gradient = Obor.cat(flat, 0).clone();
            return value;
        }

        private Tensor forget() {
            differences.clear();
            moves.clear();
            inverses.clear();
            state.set("H_diag", 1.0);
            return gradient.neg();
        }

        /// The inverse Hessian, as far as the memory knows it, times the negative gradient.
        private Tensor direction(Tensor last, double length) {
            Tensor y = gradient.sub((Tensor) state.values().get("prev_flat_grad"));
            Tensor s = last.mul(length);
            double ys = y.dot(s).item();
            if (ys > 1e-10) {
                if (differences.size() == options.historySize) {
                    differences.removeFirst();
                    moves.removeFirst();
                    inverses.removeFirst();
                }
                differences.add(y);
                moves.add(s);
                inverses.add(rounded(1 / ys));
                state.set("H_diag", rounded(ys / y.dot(y).item()));
            }
            int n = differences.size();
            double[] shares = new double[n];
            Tensor q = gradient.neg();
            for (int i = n - 1; i >= 0; i--) {
                shares[i] = rounded(moves.get(i).dot(q).item() * inverses.get(i));
                q.add_(differences.get(i), -shares[i]);
            }
            Tensor r = q.mul(state.number("H_diag", 1));
            for (int i = 0; i < n; i++) {
                double share = rounded(differences.get(i).dot(r).item() * inverses.get(i));
                r.add_(moves.get(i), rounded(shares[i] - share));
            }
            return r;
        }

        private WolfeSearch.Point search(Tensor direction, double length, double slope) {
            List<Tensor> start = parameters.stream().map(Tensor::clone).toList();
            WolfeSearch.Objective objective = t -> {
                move(direction, t);
                evaluate();
                for (int i = 0; i < start.size(); i++) {
                    parameters.get(i).copy_(start.get(i));
                }
                return new WolfeSearch.Value(
                        loss, gradient, gradient.dot(direction).item());
            };
            WolfeSearch.Value here = new WolfeSearch.Value(loss, gradient, slope);
            return new WolfeSearch(objective, here, largest(direction), options.toleranceChange).from(length);
        }

        private void move(Tensor direction, double length) {
            int start = 0;
            for (Tensor parameter : parameters) {
                Tensor part = direction.narrow(0, start, parameter.numel());
                parameter.add_(part.reshape(parameter.shape()), length);
                start += parameter.numel();
            }
        }

        private static double largest(Tensor tensor) {
            return tensor.abs().amax().item();
        }
    }

    @Override
    Map<String, Object> foreign() {
        return Map.of();
    }

    @Override
    Object shown(String option, Object value) {
        return option.equals("lr") && value.equals(1.0) ? (Object) 1 : value;
    }

    @Override
    boolean keepsNumbersAsTensors() {
        return false;
    }

    /// The memory's vectors under PyTorch's names.
    /// All parameters are one vector, remembered with the first.
    @Override
    Shape remembered(Tensor parameter) {
        return Shape.of(parameters().stream().mapToInt(Tensor::numel).sum());
    }

    @Override
    public Map<String, Object> stateDict() {
        ParamState state = state(parameters().getFirst());
        if (state.has("n_iter")) {
            state.set("old_dirs", List.copyOf(differences));
            state.set("old_stps", List.copyOf(moves));
            state.set("ro", List.copyOf(inverses));
        }
        return super.stateDict();
    }

    @Override
    public void loadStateDict(Map<String, ?> dict) {
        super.loadStateDict(dict);
        Map<String, Object> values = state(parameters().getFirst()).values();
        differences.clear();
        moves.clear();
        inverses.clear();
        if (values.get("old_dirs") instanceof List<?> dirs
                && values.get("old_stps") instanceof List<?> steps
                && values.get("ro") instanceof List<?> inverse) {
            dirs.forEach(dir -> differences.add(((Tensor) dir).clone()));
            steps.forEach(step -> moves.add(((Tensor) step).clone()));
            inverse.forEach(value ->
                    inverses.add(value instanceof Tensor tensor ? tensor.item() : ((Number) value).doubleValue()));
        }
    }
}
