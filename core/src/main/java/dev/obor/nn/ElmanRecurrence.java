package dev.obor.nn;

import static dev.obor.expr.Constants.ONE;
import static dev.obor.expr.Constants.ZERO;
import static dev.obor.expr.Expr.input;

import dev.obor.expr.Expr;
import dev.obor.tensor.Cotangents;
import dev.obor.tensor.Pointwise;
import dev.obor.tensor.Saved;
import dev.obor.tensor.Spec;
import dev.obor.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/// The steps of a plain recurrent network: h′ = tanh(input's part + state's part), or max(…, 0). Source: J.
/// Elman, "Finding structure in time" (1990).
///
/// Inputs: the input's part `[rows, hidden]`, the state `[batch, hidden]`, the weight `[hidden, hidden]`.
/// Outputs: h after each step, the last h.
record ElmanRecurrence(Steps steps, boolean relu) implements Recurrence {
    private static final Pointwise TANH = step("rnnTanhStep", Expr.tanh(input(0).add(input(1))));
    private static final Pointwise RELU = step("rnnReluStep", Expr.max(input(0).add(input(1)), ZERO));
    /// Of h after the step and its gradient.
    private static final Pointwise TANH_BACK =
            Pointwise.update("rnnTanhStepGradient", 2, input(1).mul(ONE.sub(input(0).mul(input(0)))));
    private static final Pointwise RELU_BACK =
            Pointwise.update("rnnReluStepGradient", 2, Expr.where(Expr.le(input(0), ZERO), ZERO, input(1)));

    private static Pointwise step(String name, Expr h) {
        return Pointwise.update(name, 2, h, h);
    }

    /// Returns the hidden states after each step, and the last.
    static Tensor[] run(boolean relu, Steps steps, RecurrentWeights of, Tensor rows, Tensor... states) {
        return new ElmanRecurrence(steps, relu).run(of.inputPartWithBiases(rows), states[0], of.hh());
    }

    @Override
    public String name() {
        return relu ? "rnnRelu" : "rnnTanh";
    }

    @Override
    public int states() {
        return 1;
    }

    @Override
    public Spec[] infer(Spec... inputs) {
        return new Spec[] {inputs[0], inputs[1]};
    }

    @Override
    public Tensor[] forwardAll(Tensor... inputs) {
        Tensor h = inputs[1].clone();
        Tensor weight = inputs[2].t();
        Tensor hs = steps.makeRows(h.size(1), h.dtype());
        Tensor products = Tensor.full(h.shape(), 0, h.dtype());
        for (Steps.Step step : steps.inOrder()) {
            Tensor product = step.active(products);
            Tensor state = step.active(h);
            Recurrence.product(product, state, weight);
            Recurrence.into(relu ? RELU : TANH, new Tensor[] {state, step.rows(hs)}, step.rows(inputs[0]), product);
        }
        return new Tensor[] {hs, h};
    }

    @Override
    public Tensor[] swept(Cotangents g, Saved saved) {
        Tensor hs = saved.output(0);
        Tensor dh = Recurrence.arrived(g, 1);
        Tensor dx = steps.makeRows(hs.size(1), hs.dtype());
        for (Steps.Step step : steps.inOrder().reversed()) {
            Tensor into = step.active(dh);
            if (g.has(0)) {
                into.add_(step.rows(g.of(0)));
            }
            Tensor to = step.rows(dx);
            Recurrence.into(relu ? RELU_BACK : TANH_BACK, new Tensor[] {to}, step.rows(hs), into);
            Recurrence.product(into, to, saved.input(2));
        }
        return new Tensor[] {dx, dh, dx.t().matmul(steps.before(hs, saved.input(1)))};
    }

    @Override
    public Tensor[] unrolled(Tensor... inputs) {
        Tensor h = inputs[1];
        List<Tensor> made = new ArrayList<>();
        for (Steps.Step step : steps.inOrder()) {
            Tensor sum = step.rows(inputs[0]).add(step.active(h).matmul(inputs[2].t()));
            Tensor next = relu ? sum.relu() : sum.tanh();
            made.add(next);
            h = Steps.replaced(h, next);
        }
        return new Tensor[] {steps.join(made), h};
    }
}
