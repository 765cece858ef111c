package dev.obor.training;

import dev.obor.Obor;
import dev.obor.error.DataException;
import dev.obor.nn.F;
import dev.obor.nn.Layer;
import dev.obor.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Metrics of a model on data that it was not trained on.
public final class Evaluation {
    private Evaluation() {}

    /// Returns `accuracy` (0 to 1) and `loss` (the mean cross-entropy) of a classifier, which computes in evaluation mode
    /// and returns to the mode that it had.
    ///
    /// @param batches lists of inputs and classes (int64 `[n]`); the model makes logits `[n, classes]` of the inputs
    /// @throws DataException if there are no examples
    public static Map<String, Double> classification(Layer model, Iterable<List<Tensor>> batches) {
        boolean training = model.isTraining();
        model.eval();
        try (var _ = Obor.noGrad()) {
            long count = 0;
            long right = 0;
            double loss = 0;
            for (List<Tensor> batch : batches) {
                Tensor logits = model.forward(batch.get(0));
                Tensor classes = batch.get(1);
                count += classes.numel();
                right += logits.argmax(1).eq(classes).sum().itemLong();
                loss += F.crossEntropy(logits, classes).item() * classes.numel();
            }
            if (count == 0) {
                throw new DataException("classification: there are no examples to evaluate with: give some");
            }
            Map<String, Double> metrics = new LinkedHashMap<>();
            metrics.put("accuracy", (double) right / count);
            metrics.put("loss", loss / count);
            return metrics;
        } finally {
            model.train(training);
        }
    }
}
