package dev.obor.train;

import dev.obor.Obor;
import java.util.function.DoubleSupplier;

/// Measures something after each pass, such as the accuracy on other data, with the net in evaluation mode
/// and without recording for gradients.
public final class Evaluation implements Callback {
    private final String name;
    private final DoubleSupplier measure;

    /// Makes an evaluation.
    ///
    /// @param name under which the number is reported
    /// @param measure computes the number
    public Evaluation(String name, DoubleSupplier measure) {
        this.name = name;
        this.measure = measure;
    }

    @Override
    public void epoch(Run run) {
        boolean training = run.net().isTraining();
        run.net().eval();
        try {
            run.report(name, Obor.noGrad(measure::getAsDouble));
        } finally {
            run.net().train(training);
        }
    }
}
