package dev.obor.nn;

import dev.obor.error.OborException;
import dev.obor.layout.Places;
import dev.obor.storage.Elements;
import dev.obor.storage.View;
import dev.obor.tensor.Routine;
import dev.obor.tensor.Saved;
import dev.obor.tensor.Spec;
import dev.obor.tensor.Tensor;
import java.util.Arrays;

/// The gradient of [CtcAlignment], with its inputs and the gradient of its output: the probabilities less the
/// shares of the paths that pass through a class at a step. As in PyTorch that takes the input for the output
/// of a log-softmax, whose own gradient then changes nothing.
record CtcGradient(int blank, boolean zeroInfinity) implements Routine {
    @Override
    public String name() {
        return "ctcLossGradient";
    }

    @Override
    public Spec[] infer(Spec... inputs) {
        return new Spec[] {inputs[0]};
    }

    @Override
    public Tensor gradient(int input, Tensor g, Saved saved) {
        throw new OborException("ctcLoss: its gradient has no gradient itself: differentiate it once");
    }

    @Override
    public void run(View[] inputs, View[] outputs) {
        View out = outputs[0];
        View arrived = inputs[4];
        int[] from = Places.of(inputs[0].layout());
        int[] arrivedAt = Places.of(arrived.layout());
        int batch = out.shape().size(1);
        int classes = out.shape().size(2);
        for (int n = 0; n < batch; n++) {
            CtcTable table = new CtcTable(inputs, from, n, blank);
            double[][] alphas = table.forward();
            double loss = table.loss(alphas);
            if (zeroInfinity && loss == Double.POSITIVE_INFINITY) {
                continue;
            }
            double[][] betas = table.backward();
            double g = Elements.getDouble(arrived.storage(), arrived.dtype(), arrivedAt[n]);
            double[] paths = new double[classes];
            for (int t = 0; t < table.steps(); t++) {
                Arrays.fill(paths, Double.NEGATIVE_INFINITY);
                for (int s = 0; s < table.states(); s++) {
                    int at = table.classOf(s);
                    paths[at] = CtcTable.sum(paths[at], alphas[t][s] + betas[t][s], Double.NEGATIVE_INFINITY);
                }
                for (int c = 0; c < classes; c++) {
                    double share = StrictMath.exp(paths[c] + loss);
                    double value = (StrictMath.exp(table.logProb(t, c)) - share) * g;
                    Elements.setDouble(out.storage(), out.dtype(), (t * batch + n) * classes + c, value);
                }
            }
        }
    }
}
