package dev.obor.cpu;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.nn.F;
import dev.obor.nn.Layer;
import dev.obor.nn.Linear;
import dev.obor.nn.ReLU;
import dev.obor.nn.Sequential;
import dev.obor.optim.Adam;
import dev.obor.optim.Optimizer;
import dev.obor.optim.SGD;
import dev.obor.storage.Storage;
import dev.obor.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Trains a small net for some steps and prints a digest of all bits that come out: a program of its own,
/// because a Java virtual machine's vector width, modules and compilers are chosen when it starts.
final class ShortTraining {
    private ShortTraining() {}

    public static void main(String[] args) throws Exception {
        List<Tensor> results = new ArrayList<>();
        train(DType.FLOAT32, results);
        train(DType.FLOAT64, results);
        layouts(results);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (Tensor result : results) {
            digest.update(bits(result).getBytes(StandardCharsets.US_ASCII));
        }
        System.out.println("digest " + HexFormat.of().formatHex(digest.digest()));
    }

    private static void train(DType dtype, List<Tensor> results) {
        Obor.manualSeed(7);
        Layer net = new Sequential(new Linear(45, 33), new ReLU(), new Linear(33, 10));
        Tensor x = Obor.rand(2 * 33, 45).to(dtype);
        Tensor y = Obor.randint(0, 10, 2 * 33);
        if (dtype == DType.FLOAT64) {
            // float64 modules come later: the same arithmetic by hand.
            Tensor w = net.parameters().getFirst().detach().to(dtype).requiresGrad(true);
            Optimizer descent =
                    new SGD(List.of(w), SGD.options(0.1).momentum(0.9).weightDecay(0.01));
            for (int step = 0; step < 4; step++) {
                descent.zeroGrad();
                Tensor loss = x.matmul(w.t()).sigmoid().logSoftmax(1).square().mean();
                loss.backward();
                descent.step();
            }
            results.add(w);
            return;
        }
        Optimizer adam = new Adam(net.parameters(), 0.01);
        for (int step = 0; step < 6; step++) {
            adam.zeroGrad();
            Tensor loss = F.crossEntropy(net.forward(x), y);
            loss.backward();
            adam.step();
            results.add(loss);
        }
        results.addAll(net.parameters());
    }

    /// Values must not depend on where they lie either.
    private static void layouts(List<Tensor> results) {
        Tensor x = Obor.randn(97, 101);
        Tensor turned = x.t().contiguous().t();
        for (Tensor t : List.of(x, turned)) {
            results.add(t.exp().log1p().sum());
            results.add(t.sum(0));
            results.add(t.sum(1));
            results.add(t.softmax(1));
            results.add(t.matmul(t.t()));
            results.add(t.mul(t.narrow(0, 3, 1)).sub(0.5).abs().sqrt());
        }
        if (!bits(x.sum()).equals(bits(turned.sum()))) {
            throw new AssertionError("the sum depends on the layout");
        }
        results.add(Obor.rand(70_000).sum());
        results.add(Obor.rand(5000, 9).sum(0));
    }

    private static String bits(Tensor tensor) {
        Storage storage = tensor.detach().contiguous().view().storage();
        StringBuilder text = new StringBuilder();
        switch (storage) {
            case Storage.Floats s -> {
                for (float value : s.array()) {
                    text.append(Integer.toHexString(Float.floatToIntBits(value)))
                            .append(' ');
                }
            }
            case Storage.Doubles s -> {
                for (double value : s.array()) {
                    text.append(Long.toHexString(Double.doubleToLongBits(value)))
                            .append(' ');
                }
            }
            default -> throw new AssertionError("no floating-point numbers: " + tensor.dtype());
        }
        return text.toString();
    }
}
