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

/// The steps of a long short-term memory: with the gates i, f, o = σ(…) and g = tanh(…) of the sum of both
/// products, c′ = f · c + i · g and h′ = o · tanh(c′). Source: S. Hochreiter, J. Schmidhuber, "Long
/// short-term memory" (1997), with the forget gate of F. Gers et al. (2000) and the projection of H. Sak et
/// al. (2014).
///
/// Inputs: the input's part `[rows, 4 · hidden]` in the order i, f, g, o, the states h `[batch, out]` and c
/// `[batch, hidden]`, the weight `[4 · hidden, out]`, and for projections their weight `[out, hidden]`.
/// Outputs: h after each step, the last h and c, the gates, c after each step, and for projections what is
/// projected.
record LstmRecurrence(Steps steps, boolean projected) implements Recurrence {
    private static final Pointwise STEP = step(false);
    private static final Pointwise PROJECTED_STEP = step(true);
    private static final Pointwise BACK = back();

    /// Inputs: the four gates' parts of the input, those of the state, c. Outputs: the gates, c twice, h once
    /// or twice.
    private static Pointwise step(boolean projected) {
        Expr i = sigmoid(input(0).add(input(4)));
        Expr f = sigmoid(input(1).add(input(5)));
        Expr g = tanh(input(2).add(input(6)));
        Expr o = sigmoid(input(3).add(input(7)));
        Expr c = f.mul(input(8)).add(i.mul(g));
        Expr h = o.mul(tanh(c));
        return projected
                ? Pointwise.update("lstmProjectedStep", 9, i, f, g, o, c, c, h)
                : Pointwise.update("lstmStep", 9, i, f, g, o, c, c, h, h);
    }

    private static Expr sigmoid(Expr x) {
        return Activations.SIGMOID.function().of(x);
    }

    /// Inputs: i, f, g, o, c after and before the step, the gradients of h and c. Outputs: those of the
    /// gates' arguments and of c before.
    private static Pointwise back() {
        Expr i = input(0);
        Expr f = input(1);
        Expr g = input(2);
        Expr o = input(3);
        Expr t = tanh(input(4));
        Expr dh = input(6);
        Expr dc = input(7).add(dh.mul(o).mul(ONE.sub(t.mul(t))));
        return Pointwise.update(
                "lstmStepGradient",
                8,
                dc.mul(g).mul(i).mul(ONE.sub(i)),
                dc.mul(input(5)).mul(f).mul(ONE.sub(f)),
                dc.mul(i).mul(ONE.sub(g.mul(g))),
                dh.mul(t).mul(o).mul(ONE.sub(o)),
                dc.mul(f));
    }

    /// Returns the hidden states after each step, the last h and the last c.
    static Tensor[] run(Steps steps, RecurrentWeights of, Tensor rows, Tensor... states) {
        Tensor part = of.inputPartWithBiases(rows);
        return of.hr().isPresent()
                ? new LstmRecurrence(steps, true)
                        .run(part, states[0], states[1], of.hh(), of.hr().get())
                : new LstmRecurrence(steps, false).run(part, states[0], states[1], of.hh());
    }

    @Override
    public String name() {
        return "lstm";
    }

    @Override
    public int states() {
        return 2;
    }

    @Override
    public Spec[] infer(Spec... inputs) {
        int out = inputs[1].shape().size(1);
        int hidden = inputs[2].shape().size(1);
        Spec rows = Recurrence.spec(inputs[0], steps.rows(), hidden);
        Spec h = Recurrence.spec(inputs[0], steps.rows(), out);
        return projected
                ? new Spec[] {h, inputs[1], inputs[2], inputs[0], rows, rows}
                : new Spec[] {h, inputs[1], inputs[2], inputs[0], rows};
    }

    @Override
    public Tensor[] forwardAll(Tensor... inputs) {
        Tensor x = inputs[0];
        Tensor h = inputs[1].clone();
        Tensor c = inputs[2].clone();
        Tensor weight = inputs[3].t();
        int hidden = c.size(1);
        Tensor hs = steps.makeRows(h.size(1), h.dtype());
        Tensor gates = steps.makeRows(4 * hidden, h.dtype());
        Tensor cs = steps.makeRows(hidden, h.dtype());
        Tensor raw = projected ? steps.makeRows(hidden, h.dtype()) : hs;
        Tensor products = Tensor.full(inputs[0].shape().with(0, steps.batch()), 0, h.dtype());
        for (Steps.Step step : steps.inOrder()) {
            Tensor product = step.active(products);
            Tensor state = step.active(h);
            Recurrence.product(product, state, weight);
            Tensor[] xs = Steps.parts(step.rows(x), 4);
            Tensor[] ps = Steps.parts(product, 4);
            Tensor[] to = Steps.parts(step.rows(gates), 4);
            Tensor cell = step.active(c);
            Tensor[] targets = projected
                    ? new Tensor[] {to[0], to[1], to[2], to[3], cell, step.rows(cs), step.rows(raw)}
                    : new Tensor[] {to[0], to[1], to[2], to[3], cell, step.rows(cs), state, step.rows(hs)};
            Recurrence.into(
                    projected ? PROJECTED_STEP : STEP,
                    targets,
                    xs[0],
                    xs[1],
                    xs[2],
                    xs[3],
                    ps[0],
                    ps[1],
                    ps[2],
                    ps[3],
                    cell);
            if (projected) {
                Recurrence.product(state, step.rows(raw), inputs[4].t());
                step.rows(hs).copy_(state);
            }
        }
        return projected ? new Tensor[] {hs, h, c, gates, cs, raw} : new Tensor[] {hs, h, c, gates, cs};
    }

    @Override
    public Tensor[] swept(Cotangents g, Saved saved) {
        Tensor hs = saved.output(0);
        Tensor gates = saved.output(3);
        Tensor cs = saved.output(4);
        Tensor weight = saved.input(3);
        Tensor csBefore = steps.before(cs, saved.input(2));
        Tensor dh = Recurrence.arrived(g, 1);
        Tensor dc = Recurrence.arrived(g, 2);
        Tensor dgates = steps.makeRows(gates.size(1), gates.dtype());
        Tensor projections = projected ? steps.makeRows(dh.size(1), dh.dtype()) : dh;
        for (Steps.Step step : steps.inOrder().reversed()) {
            Tensor into = step.active(dh);
            if (g.has(0)) {
                into.add_(step.rows(g.of(0)));
            }
            Tensor dhidden = into;
            if (projected) {
                step.rows(projections).copy_(into);
                dhidden = into.matmul(saved.input(4));
            }
            Tensor[] of = Steps.parts(step.rows(gates), 4);
            Tensor[] to = Steps.parts(step.rows(dgates), 4);
            Tensor cell = step.active(dc);
            Recurrence.into(
                    BACK,
                    new Tensor[] {to[0], to[1], to[2], to[3], cell},
                    of[0],
                    of[1],
                    of[2],
                    of[3],
                    step.rows(cs),
                    step.rows(csBefore),
                    dhidden,
                    cell);
            Recurrence.product(into, step.rows(dgates), weight);
        }
        Tensor dweight = dgates.t().matmul(steps.before(hs, saved.input(1)));
        return projected
                ? new Tensor[] {dgates, dh, dc, dweight, projections.t().matmul(saved.output(5))}
                : new Tensor[] {dgates, dh, dc, dweight};
    }

    @Override
    public Tensor[] unrolled(Tensor... inputs) {
        Tensor h = inputs[1];
        Tensor c = inputs[2];
        List<Tensor> made = new ArrayList<>();
        for (Steps.Step step : steps.inOrder()) {
            Tensor sums = step.rows(inputs[0]).add(step.active(h).matmul(inputs[3].t()));
            Tensor[] of = Steps.parts(sums, 4);
            Tensor cell =
                    of[1].sigmoid().mul(step.active(c)).add(of[0].sigmoid().mul(of[2].tanh()));
            Tensor hidden = of[3].sigmoid().mul(cell.tanh());
            Tensor out = projected ? hidden.matmul(inputs[4].t()) : hidden;
            made.add(out);
            h = Steps.replaced(h, out);
            c = Steps.replaced(c, cell);
        }
        return new Tensor[] {steps.join(made), h, c};
    }
}
