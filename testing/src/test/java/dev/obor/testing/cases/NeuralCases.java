package dev.obor.testing.cases;

import static java.util.Map.entry;

import dev.obor.nn.F;
import dev.obor.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Functions of neural networks: the calls of tools/golden/tensors/neural.txt, under the same names.
public final class NeuralCases {
    public static final Map<String, Function<List<Tensor>, Tensor>> CALLS = Map.ofEntries(
            entry("softmax", x -> x.get(0).softmax(1)),
            entry("softmaxLast", x -> x.get(0).softmax(-1)),
            entry("softmaxLarge", x -> x.get(0).softmax(0)),
            entry("softmaxScalar", x -> x.get(0).softmax(0)),
            entry("softmaxEmpty", x -> x.get(0).softmax(1)),
            entry("logSoftmax", x -> x.get(0).logSoftmax(1)),
            entry("logSoftmaxLast", x -> x.get(0).logSoftmax(-1)),
            entry("logSoftmaxLarge", x -> x.get(0).logSoftmax(1)),
            entry("linear", x -> F.linear(x.get(0), x.get(1), x.get(2))),
            entry("mseLoss", x -> F.mseLoss(x.get(0), x.get(1))),
            entry("nllLoss", x -> F.nllLoss(x.get(0), x.get(1))),
            entry("crossEntropy", x -> F.crossEntropy(x.get(0), x.get(1))));

    private NeuralCases() {}
}
