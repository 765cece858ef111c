package dev.obor.nn;

import dev.obor.layout.Places;
import dev.obor.layout.Shape;
import dev.obor.storage.Elements;
import dev.obor.storage.View;
import dev.obor.tensor.Interpreter;
import dev.obor.tensor.Routine;
import dev.obor.tensor.Saved;
import dev.obor.tensor.Spec;
import dev.obor.tensor.Tensor;

/// −log p of all alignments of each sequence with its labels. Inputs: log-probabilities `[T, N, C]`, labels
/// `[N, S]`, and the numbers of steps and of labels `[N]`, int64.
///
/// @param zeroInfinity whether a sequence without alignment counts 0
record CtcAlignment(int blank, boolean zeroInfinity) implements Routine {
    @Override
    public String name() {
        return "ctcLoss";
    }

    @Override
    public Spec[] infer(Spec... inputs) {
        return new Spec[] {new Spec(Shape.of(inputs[0].shape().size(1)), inputs[0].dtype())};
    }

    @Override
    public boolean savesInput(int input, int saved) {
        return true;
    }

    @Override
    public Tensor gradient(int input, Tensor g, Saved saved) {
        return Interpreter.current()
                .apply(
                        new CtcGradient(blank, zeroInfinity),
                        saved.input(0),
                        saved.input(1),
                        saved.input(2),
                        saved.input(3),
                        g)[0];
    }

    @Override
    public void run(View[] inputs, View[] outputs) {
        View out = outputs[0];
        int[] from = Places.of(inputs[0].layout());
        for (int n = 0; n < out.shape().size(0); n++) {
            CtcTable table = new CtcTable(inputs, from, n, blank);
            double loss = table.loss(table.forward());
            boolean counts = !zeroInfinity || loss != Double.POSITIVE_INFINITY;
            Elements.setDouble(out.storage(), out.dtype(), n, counts ? loss : 0);
        }
    }
}
