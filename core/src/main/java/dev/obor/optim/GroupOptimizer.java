package dev.obor.optim;

import dev.obor.dtype.DType;
import dev.obor.error.OborException;
import dev.obor.layout.Shape;
import dev.obor.tensor.GradMode;
import dev.obor.tensor.Interpreter;
import dev.obor.tensor.Pointwise;
import dev.obor.tensor.Tensor;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// An optimizer with options of one kind, and a memory for each parameter.
///
/// @param <O> the options
public abstract non-sealed class GroupOptimizer<O extends OptimizerOptions<O>> extends Optimizer {
    private final List<ParamGroup<O>> groups = new ArrayList<>();
    private final IdentityHashMap<Tensor, ParamState> states = new IdentityHashMap<>();

    GroupOptimizer(List<ParamGroup<O>> groups) {
        groups.forEach(this::addParamGroup);
        if (parameters().isEmpty()) {
            throw new OborException(name() + ": there are no parameters to optimise: pass module.parameters()");
        }
    }

    static <O extends OptimizerOptions<O>> List<ParamGroup<O>> one(List<Tensor> parameters, O options) {
        return List.of(new ParamGroup<>(parameters, options));
    }

    @Override
    public final List<ParamGroup<O>> groups() {
        return List.copyOf(groups);
    }

    /// Adds a group of parameters, as when a layer is thawed.
    ///
    /// @throws OborException if a parameter is no leaf or in a group already, or an option is out of range
    public void addParamGroup(ParamGroup<O> group) {
        List<Tensor> known = new ArrayList<>(parameters());
        for (Tensor parameter : group.parameters()) {
            if (!parameter.isLeaf()) {
                throw new OborException(name() + ": a parameter of shape " + parameter.shape()
                        + " was made by an operator and is no leaf: pass the tensors that were made first");
            }
            if (known.stream().anyMatch(other -> other == parameter)) {
                throw new OborException(name() + ": a parameter of shape " + parameter.shape()
                        + " appears more than once: name each in one group");
            }
            known.add(parameter);
        }
        group.setOptions(group.options().checked(name()));
        groups.add(group);
    }

    @Override
    public void step() {
        try (GradMode.Scope _ = GradMode.set(false)) {
            for (ParamGroup<O> group : groups) {
                O options = group.options();
                for (Tensor parameter : group.parameters()) {
                    if (parameter.hasGrad()) {
                        update(options, parameter, parameter.grad(), state(parameter));
                    }
                }
            }
        }
    }

    @Override
    public void zeroGrad() {
        for (ParamGroup<O> group : groups) {
            for (Tensor parameter : group.parameters()) {
                parameter.clearGrad();
            }
        }
    }

    /// Changes one parameter.
    abstract void update(O options, Tensor parameter, Tensor gradient, ParamState state);

    final ParamState state(Tensor parameter) {
        ParamState known = states.get(parameter);
        if (known == null) {
            known = new ParamState();
            states.put(parameter, known);
        }
        return known;
    }

    /// Writes an update's outputs into the targets in one pass.
    static void write(Pointwise update, Tensor[] targets, Tensor... inputs) {
        Interpreter.current().applyInto(update, targets, inputs);
    }

    /// Returns the smallest normal number of a parameter's dtype: smaller moments are rounded to 0, because
    /// left to decay through the subnormal numbers those of idle weights would halve the speed of every later
    /// step.
    static double tiny(Tensor parameter) {
        return parameter.dtype() == DType.FLOAT64 ? Double.MIN_NORMAL : Float.MIN_NORMAL;
    }

    /// Returns the options that PyTorch has besides and that have no meaning here, with PyTorch's defaults: for
    /// printing and state dicts.
    Map<String, Object> foreign() {
        return Map.of("foreach", StateDicts.NONE);
    }

    /// Returns an option as PyTorch shows it.
    Object shown(String option, Object value) {
        return value;
    }

    /// Returns the shape of the tensors that are remembered for a parameter.
    Shape remembered(Tensor parameter) {
        return parameter.shape();
    }

    /// Tells whether PyTorch keeps the numbers of the memory as float32 tensors.
    boolean keepsNumbersAsTensors() {
        return true;
    }

    final String name() {
        return getClass().getSimpleName();
    }

    @Override
    public Map<String, Object> stateDict() {
        return StateDicts.of(this);
    }

    @Override
    public void loadStateDict(Map<String, ?> state) {
        StateDicts.load(this, state);
    }

    /// Returns the options of each group, as PyTorch prints them.
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(name()).append(" (");
        for (int i = 0; i < groups.size(); i++) {
            text.append("\nParameter Group ").append(i).append('\n');
            StateDicts.options(this, groups.get(i))
                    .forEach((name, value) -> text.append("    ")
                            .append(name)
                            .append(": ")
                            .append(StateDicts.python(value))
                            .append('\n'));
        }
        return text.append(')').toString();
    }
}
