package dev.obor.eager;

import dev.obor.backend.Backend;
import dev.obor.backend.Backends;
import dev.obor.dtype.DType;
import dev.obor.dtype.Promotion;
import dev.obor.error.DTypeException;
import dev.obor.error.ShapeException;
import dev.obor.layout.Layout;
import dev.obor.layout.Shape;
import dev.obor.storage.Elements;
import dev.obor.storage.Storage;
import dev.obor.storage.View;
import dev.obor.tensor.Autograd;
import dev.obor.tensor.Composite;
import dev.obor.tensor.CustomFunction;
import dev.obor.tensor.GradMode;
import dev.obor.tensor.Interpreter;
import dev.obor.tensor.Op;
import dev.obor.tensor.Ops;
import dev.obor.tensor.Pointwise;
import dev.obor.tensor.Selection;
import dev.obor.tensor.Spec;
import dev.obor.tensor.Tensor;
import dev.obor.tensor.ViewOp;
import java.util.function.Supplier;

/// Computes every operator at once.
public class EagerInterpreter implements Interpreter {
    private final Backend backend = Backends.cpu();

    /// Makes an interpreter; the service loader does.
    public EagerInterpreter() {}

    @Override
    public Tensor[] apply(Op op, Tensor... given) {
        Tensor[] inputs = given;
        Tensor[] outputs;
        // No switch over types: linking one takes longer than a small program's other work.
        if (op instanceof Pointwise pointwise) {
            inputs = withNumbers(pointwise, given);
            outputs = compute(op, inputs);
        } else if (op instanceof ViewOp viewOp) {
            View view = inputs[0].view();
            outputs = new Tensor[] {Tensor.viewOf(view.with(viewOp.apply(view.layout())), viewOp, inputs[0])};
        } else if (op instanceof Composite composite) {
            outputs = GradMode.noGrad(() -> composite.forwardAll(given));
        } else if (op instanceof CustomFunction function) {
            outputs = function.run(given);
        } else {
            outputs = compute(op, given);
        }
        if (Autograd.isTracked(op, inputs)) {
            Autograd.record(op, outputs, inputs);
        }
        return outputs;
    }

    private Tensor[] compute(Op op, Tensor[] inputs) {
        View[] in = views(inputs);
        Spec[] specs = inferred(op, inputs);
        boolean beginsAsCopy = op == Ops.CLONE || op instanceof Selection.Scatter;
        if (beginsAsCopy && in[0].layout().isContiguous() && !takes(specs[0])) {
            Tensor copy = copy(in[0]);
            if (op != Ops.CLONE) {
                in[0] = copy.view();
                backend.run(op, in, new View[] {copy.view()});
            }
            return new Tensor[] {copy};
        }
        View[] out = new View[specs.length];
        Tensor[] outputs = new Tensor[specs.length];
        for (int i = 0; i < out.length; i++) {
            outputs[i] = output(specs[i]);
            out[i] = outputs[i].view();
        }
        backend.run(op, in, out);
        return outputs;
    }

    /// Returns a copy of what lies densely. A new array would be filled with zeros before the elements.
    private static Tensor copy(View x) {
        int numel = x.shape().numel();
        // A layout without elements may begin beyond the storage.
        int start = numel == 0 ? 0 : x.layout().offset();
        Storage storage = x.storage().copy(start, start + numel);
        return Tensor.of(new View(storage, Layout.dense(x.shape()), x.dtype()));
    }

    /// Tells whether there is a place already for a result.
    boolean takes(Spec spec) {
        return false;
    }

    /// Returns a dense tensor for a result.
    Tensor output(Spec spec) {
        Storage storage = backend.allocate(spec.dtype(), spec.shape().numel());
        return Tensor.of(new View(storage, Layout.dense(spec.shape()), spec.dtype()));
    }

    @Override
    public Tensor into(Tensor target, Supplier<Tensor> body) {
        return new Into(target).run(body);
    }

    @Override
    public void applyInto(Op op, Tensor[] targets, Tensor... given) {
        Tensor[] inputs = op instanceof Pointwise pointwise ? withNumbers(pointwise, given) : given;
        Spec[] specs = inferred(op, inputs);
        boolean tracked = Autograd.isTracked(op, inputs);
        View[] out = new View[targets.length];
        for (int i = 0; i < targets.length; i++) {
            checkTarget(op, targets[i], specs[i], tracked);
            out[i] = targets[i].view();
        }
        Tensor[] kept = tracked ? Autograd.withKeptTarget(op, inputs) : inputs;
        View[] in = separated(op, inputs, out);
        backend.run(op, in, out);
        if (tracked) {
            Autograd.recordInPlace(op, targets[0], kept);
        }
        for (Tensor target : targets) {
            target.view().storage().bumpVersion(Autograd.inPlace(op));
        }
    }

    private static void checkTarget(Op op, Tensor target, Spec spec, boolean tracked) {
        Autograd.checkInPlace(op, target, tracked);
        if (!target.shape().equals(spec.shape())) {
            throw new ShapeException(Autograd.inPlace(op) + ": the result has shape " + spec.shape()
                    + " and the tensor written to " + target.shape() + ": they must be equal");
        }
        if (!Promotion.canCast(spec.dtype(), target.dtype())) {
            throw new DTypeException(
                    Autograd.inPlace(op) + ": a result of " + spec.dtype() + " does not fit a tensor of "
                            + target.dtype() + ": convert "
                            + (op.method().endsWith("_") ? "one of both" : "the tensor first, or use " + op.method()));
        }
        if (target.layout().overlaps()) {
            throw new ShapeException(Autograd.inPlace(op) + ": several elements of the tensor written to, "
                    + target.layout() + ", lie in one place: edit a clone()");
        }
    }

    /// Inputs that share the storage of an output but not its layout are copied, so that nothing is read
    /// after it was written; so are those that share both, unless the operator goes element by element.
    private View[] separated(Op op, Tensor[] inputs, View[] out) {
        View[] in = views(inputs);
        for (int i = 0; i < in.length; i++) {
            for (View target : out) {
                boolean apart = i > 0 && !(op instanceof Pointwise);
                if (in[i].storage() == target.storage()
                        && (apart || !in[i].layout().equals(target.layout()))) {
                    Tensor input = inputs[i];
                    in[i] = GradMode.noGrad(input::clone).view();
                }
            }
        }
        return in;
    }

    private static View[] views(Tensor[] inputs) {
        View[] in = new View[inputs.length];
        for (int i = 0; i < in.length; i++) {
            in[i] = inputs[i].view();
        }
        return in;
    }

    private static Spec[] inferred(Op op, Tensor[] inputs) {
        Spec[] specs = new Spec[inputs.length];
        for (int i = 0; i < specs.length; i++) {
            specs[i] = new Spec(inputs[i].shape(), inputs[i].dtype());
        }
        return op.infer(specs);
    }

    /// Java numbers take on the dtype in which they take part, once that is known.
    private static Tensor[] withNumbers(Pointwise op, Tensor[] given) {
        boolean any = false;
        for (Tensor input : given) {
            any |= input.isNumber();
        }
        if (!any) {
            return given;
        }
        Tensor[] inputs = given.clone();
        for (int i = 0; i < given.length; i++) {
            if (given[i].isNumber()) {
                inputs[i] = typed(given[i], numberType(op, given, given[i]));
            }
        }
        return inputs;
    }

    private static Tensor typed(Tensor number, DType dtype) {
        Storage storage = Storage.of(dtype, 1);
        if (number.dtype().isFloating()) {
            Elements.setDouble(storage, dtype, 0, number.item());
        } else {
            Elements.setLong(storage, dtype, 0, number.itemLong());
        }
        return Tensor.of(storage, dtype, Shape.SCALAR);
    }

    private static DType numberType(Pointwise op, Tensor[] given, Tensor number) {
        DType own = number.dtype().isFloating() ? Promotion.defaultDtype() : number.dtype();
        DType tensors = null;
        DType scalars = null;
        for (int i = 0; i < given.length; i++) {
            if (!given[i].isNumber() && !op.isMask(i)) {
                DType dtype = given[i].dtype();
                if (given[i].dim() > 0) {
                    tensors = tensors == null ? dtype : Promotion.promote(tensors, dtype);
                } else {
                    scalars = scalars == null ? dtype : Promotion.promote(scalars, dtype);
                }
            }
        }
        if (tensors != null) {
            DType strong = scalars == null ? tensors : Promotion.withWeaker(tensors, scalars);
            return Promotion.withWeaker(strong, own).compute();
        }
        return scalars == null ? own : Promotion.withWeaker(scalars, own);
    }
}
