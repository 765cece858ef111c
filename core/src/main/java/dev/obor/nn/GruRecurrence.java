package dev.obor.nn;

import static dev.obor.expr.Constants.ONE;
import static dev.obor.expr.Expr.input;
import static dev.obor.expr.Expr.tanh;

import dev.obor.expr.Expr;
import dev.obor.tensor.Activations;
import dev.obor.tensor.Cotangents;
import dev.obor.tensor.Pointwise;
import dev.obor.tensor.Saved;
import dev.obor.tensor.Spec;
import dev.obor.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/// The steps of a gated recurrent unit: with r, z = σ(input's part + state's part) and
/// n = tanh(input's part + r · state's part), h′ = (1 − z) · n + z · h. Source: K. Cho et al., "Learning phrase
/// representations" (2014), with the reset gate after the product.
///
/// Inputs: the input's part `[rows, 3 · hidden]` in the order r, z, n, the state `[batch, hidden]`, the weight
/// `[3 · hidden, hidden]`, and where there is one the bias `[3 · hidden]` of the state's part. Outputs: h
/// after each step, the last h, the gates r, z, n, and the state's part of n.
record GruRecurrence(Steps steps, boolean bias) implements Recurrence {
    private static final Pointwise STEP = step(false);
    private static final Pointwise BIASED_STEP = step(true);
    private static final Pointwise BACK = back();

    /// Inputs: the three gates' parts of the input, those of the state, h, the biases. Outputs: the gates, the
    /// state's part of n, h twice.
    private static Pointwise step(boolean biased) {
        Expr[] sums = new Expr[3];
        for (int k = 0; k < 3; k++) {
            sums[k] = biased ? input(3 + k).add(input(7 + k)) : input(3 + k);
        }
        Expr r = sigmoid(input(0).add(sums[0]));
        Expr z = sigmoid(input(1).add(sums[1]));
        Expr n = tanh(input(2).add(r.mul(sums[2])));
        Expr h = ONE.sub(z).mul(n).add(z.mul(input(6)));
        return biased
                ? Pointwise.update("gruBiasedStep", 10, r, z, n, sums[2], h, h)
                : Pointwise.update("gruStep", 7, r, z, n, sums[2], h, h);
    }

    private static Expr sigmoid(Expr x) {
        return Activations.SIGMOID.function().of(x);
    }

    /// Inputs: r, z, n, the state's part of n, h before the step, the gradient of h. Outputs: the gradients
    /// of the input's parts, of the state's parts, and of h before as far as it is taken over.
    private static Pointwise back() {
        Expr r = input(0);
        Expr z = input(1);
        Expr n = input(2);
        Expr g = input(5);
        Expr dn = g.mul(ONE.sub(z)).mul(ONE.sub(n.mul(n)));
        Expr dr = dn.mul(input(3)).mul(r).mul(ONE.sub(r));
        Expr dz = g.mul(input(4).sub(n)).mul(z).mul(ONE.sub(z));
        return Pointwise.update("gruStepGradient", 6, dr, dz, dn, dr, dz, dn.mul(r), g.mul(z));
    }

    /// Returns the hidden states after each step, and the last.
    static Tensor[] run(Steps steps, RecurrentWeights of, Tensor rows, Tensor... states) {
        Tensor part = of.inputPart(rows);
        return of.biasHh().isPresent()
                ? new GruRecurrence(steps, true)
                        .run(part, states[0], of.hh(), of.biasHh().get())
                : new GruRecurrence(steps, false).run(part, states[0], of.hh());
    }

    @Override
    public String name() {
        return "gru";
    }

    @Override
    public int states() {
        return 1;
    }

    @Override
    public Spec[] infer(Spec... inputs) {
        Spec rows = Recurrence.spec(inputs[0], steps.rows(), inputs[1].shape().size(1));
        return new Spec[] {rows, inputs[1], inputs[0], rows};
    }

    @Override
    public Tensor[] forwardAll(Tensor... inputs) {
        Tensor h = inputs[1].clone();
        Tensor weight = inputs[2].t();
        int hidden = h.size(1);
        Tensor hs = steps.makeRows(hidden, h.dtype());
        Tensor gates = steps.makeRows(3 * hidden, h.dtype());
        Tensor parts = steps.makeRows(hidden, h.dtype());
        Tensor products = Tensor.full(inputs[0].shape().with(0, steps.batch()), 0, h.dtype());
        Tensor[] biases = bias ? Steps.parts(inputs[3], 3) : new Tensor[0];
        for (Steps.Step step : steps.inOrder()) {
            Tensor product = step.active(products);
            Tensor state = step.active(h);
            Recurrence.product(product, state, weight);
            Tensor[] xs = Steps.parts(step.rows(inputs[0]), 3);
            Tensor[] ps = Steps.parts(product, 3);
            Tensor[] to = Steps.parts(step.rows(gates), 3);
            Tensor[] targets = {to[0], to[1], to[2], step.rows(parts), state, step.rows(hs)};
            if (bias) {
                Recurrence.into(
                        BIASED_STEP,
                        targets,
                        xs[0],
                        xs[1],
                        xs[2],
                        ps[0],
                        ps[1],
                        ps[2],
                        state,
                        biases[0],
                        biases[1],
                        biases[2]);
            } else {
                Recurrence.into(STEP, targets, xs[0], xs[1], xs[2], ps[0], ps[1], ps[2], state);
            }
        }
        return new Tensor[] {hs, h, gates, parts};
    }

    @Override
    public Tensor[] swept(Cotangents g, Saved saved) {
        Tensor gates = saved.output(2);
        Tensor parts = saved.output(3);
        Tensor weight = saved.input(2);
        Tensor before = steps.before(saved.output(0), saved.input(1));
        Tensor dh = Recurrence.arrived(g, 1);
        Tensor dx = steps.makeRows(gates.size(1), gates.dtype());
        // As dx but for the last third, where the reset gate stands between.
        Tensor dproduct = steps.makeRows(gates.size(1), gates.dtype());
        for (Steps.Step step : steps.inOrder().reversed()) {
            Tensor into = step.active(dh);
            if (g.has(0)) {
                into.add_(step.rows(g.of(0)));
            }
            Tensor[] of = Steps.parts(step.rows(gates), 3);
            Tensor[] to = Steps.parts(step.rows(dx), 3);
            Tensor[] products = Steps.parts(step.rows(dproduct), 3);
            Recurrence.into(
                    BACK,
                    new Tensor[] {to[0], to[1], to[2], products[0], products[1], products[2], into},
                    of[0],
                    of[1],
                    of[2],
                    step.rows(parts),
                    step.rows(before),
                    into);
            into.add_(step.rows(dproduct).matmul(weight));
        }
        Tensor dweight = dproduct.t().matmul(before);
        return bias
                ? new Tensor[] {dx, dh, dweight, dproduct.sum(new int[] {0}, false)}
                : new Tensor[] {dx, dh, dweight};
    }

    @Override
    public Tensor[] unrolled(Tensor... inputs) {
        Tensor h = inputs[1];
        List<Tensor> made = new ArrayList<>();
        for (Steps.Step step : steps.inOrder()) {
            Tensor state = step.active(h);
            Tensor product = state.matmul(inputs[2].t());
            Tensor[] xs = Steps.parts(step.rows(inputs[0]), 3);
            Tensor[] ps = Steps.parts(bias ? product.add(inputs[3]) : product, 3);
            Tensor r = xs[0].add(ps[0]).sigmoid();
            Tensor z = xs[1].add(ps[1]).sigmoid();
            Tensor n = xs[2].add(r.mul(ps[2])).tanh();
            Tensor next = n.sub(n.mul(z)).add(z.mul(state));
            made.add(next);
            h = Steps.replaced(h, next);
        }
        return new Tensor[] {steps.join(made), h};
    }
}
