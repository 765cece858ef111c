package dev.obor.onnx;

import dev.obor.nn.AdaptiveAvgPool2d;
import dev.obor.nn.BatchNorm2d;
import dev.obor.nn.Conv2d;
import dev.obor.nn.Layer;
import dev.obor.nn.Linear;
import dev.obor.nn.MaxPool2d;
import dev.obor.nn.Sequential;
import dev.obor.tensor.Tensor;
import java.util.Optional;

/// ResNet-18 with torchvision's names (K. He et al., "Deep residual learning for image recognition", 2016).
final class ResNet extends Layer {
    private final Conv2d conv1;
    private final BatchNorm2d bn1;
    private final MaxPool2d maxpool = child("maxpool", new MaxPool2d(3, 2, 1));
    private final Sequential layer1;
    private final Sequential layer2;
    private final Sequential layer3;
    private final Sequential layer4;
    private final AdaptiveAvgPool2d avgpool = child("avgpool", new AdaptiveAvgPool2d(1, 1));
    private final Linear fc;

    /// @param width how many channels the first blocks have; 64 in the published network
    ResNet(int width, int classes) {
        conv1 = child(
                "conv1",
                new Conv2d(3, width, 7, Conv2d.options().stride(2).padding(3).bias(false)));
        bn1 = child("bn1", new BatchNorm2d(width));
        layer1 = child("layer1", blocks(width, width, 1));
        layer2 = child("layer2", blocks(width, 2 * width, 2));
        layer3 = child("layer3", blocks(2 * width, 4 * width, 2));
        layer4 = child("layer4", blocks(4 * width, 8 * width, 2));
        fc = child("fc", new Linear(8 * width, classes));
    }

    private static Sequential blocks(int in, int out, int stride) {
        return new Sequential(new BasicBlock(in, out, stride), new BasicBlock(out, out, 1));
    }

    @Override
    protected Tensor compute(Tensor x) {
        Tensor y = maxpool.forward(bn1.forward(conv1.forward(x)).relu());
        y = layer4.forward(layer3.forward(layer2.forward(layer1.forward(y))));
        return fc.forward(avgpool.forward(y).flatten(1));
    }

    /// Two convolutions beside a way around them.
    private static final class BasicBlock extends Layer {
        private final Conv2d conv1;
        private final BatchNorm2d bn1;
        private final Conv2d conv2;
        private final BatchNorm2d bn2;
        private final Optional<Sequential> downsample;

        BasicBlock(int in, int out, int stride) {
            conv1 = child(
                    "conv1",
                    new Conv2d(
                            in,
                            out,
                            3,
                            Conv2d.options().stride(stride).padding(1).bias(false)));
            bn1 = child("bn1", new BatchNorm2d(out));
            conv2 = child(
                    "conv2", new Conv2d(out, out, 3, Conv2d.options().padding(1).bias(false)));
            bn2 = child("bn2", new BatchNorm2d(out));
            downsample = stride == 1 && in == out
                    ? Optional.empty()
                    : Optional.of(child(
                            "downsample",
                            new Sequential(
                                    new Conv2d(
                                            in,
                                            out,
                                            1,
                                            Conv2d.options().stride(stride).bias(false)),
                                    new BatchNorm2d(out))));
        }

        @Override
        protected Tensor compute(Tensor x) {
            Tensor y = bn2.forward(conv2.forward(bn1.forward(conv1.forward(x)).relu()));
            return y.add(downsample.map(way -> way.forward(x)).orElse(x)).relu();
        }
    }
}
