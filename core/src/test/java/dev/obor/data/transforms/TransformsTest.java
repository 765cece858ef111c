package dev.obor.data.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.Obor;
import dev.obor.data.DataLoader;
import dev.obor.data.Dataset;
import dev.obor.data.TensorDataset;
import dev.obor.dtype.DType;
import dev.obor.error.DTypeException;
import dev.obor.error.OborException;
import dev.obor.error.ShapeException;
import dev.obor.nn.Interpolation;
import dev.obor.nn.PadMode;
import dev.obor.random.Generator;
import dev.obor.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransformsTest {
    /// The numbers 0 to 11 as `[1, 3, 4]`.
    private static Tensor image() {
        return Obor.arange(12).to(DType.FLOAT32).reshape(1, 3, 4);
    }

    private static Tensor bytes() {
        return Obor.arange(48).to(DType.UINT8).reshape(3, 4, 4);
    }

    @Test
    void bytesBecomeNumbersFromZeroToOne() {
        Tensor grey = Tensor.of(new float[] {0, 51, 255, 102}).to(DType.UINT8).reshape(2, 2);
        Tensor converted = Vision.toTensor(grey);
        assertThat(converted.shape().toArray()).containsExactly(1, 2, 2);
        assertThat(converted.toFloatArray()).containsExactly(0, 0.2f, 1, 0.4f);
        Tensor normal = Vision.normalize(converted, new double[] {0.2}, new double[] {0.4});
        assertThat(normal.toFloatArray())
                .containsExactly((0 - 0.2f) / 0.4f, 0, (1 - 0.2f) / 0.4f, (0.4f - 0.2f) / 0.4f);
        assertThatThrownBy(() -> Vision.normalize(bytes(), new double[] {1}, new double[] {1}))
                .isInstanceOf(DTypeException.class)
                .hasMessageContaining("apply toTensor first");
        assertThatThrownBy(() -> Vision.normalize(image(), new double[] {1, 2}, new double[] {1}))
                .isInstanceOf(OborException.class)
                .hasMessageContaining("mean has 2 numbers and the image 1 channels");
        assertThatThrownBy(() -> Vision.normalize(image(), new double[] {1}, new double[] {0}))
                .isInstanceOf(OborException.class);
    }

    @Test
    void flipsAndCropsMovePixels() {
        assertThat(Vision.hflip(image()).select(1, 0).toFloatArray()).containsExactly(3, 2, 1, 0);
        assertThat(Vision.vflip(image()).select(1, 0).toFloatArray()).containsExactly(8, 9, 10, 11);
        assertThat(Vision.crop(image(), 1, 2, 2, 2).toFloatArray()).containsExactly(6, 7, 10, 11);
        assertThat(Vision.crop(image(), -1, 3, 2, 2).toFloatArray()).containsExactly(0, 0, 3, 0);
        // (3 - 2) / 2 is rounded to the even 0, (4 - 1) / 2 to the even 2.
        assertThat(Vision.centerCrop(image(), 2, 1).toFloatArray()).containsExactly(2, 6);
        Tensor small = Vision.centerCrop(image(), 5, 2);
        assertThat(small.toFloatArray()).containsExactly(0, 0, 1, 2, 5, 6, 9, 10, 0, 0);
        assertThat(Vision.pad(image(), 1, 0, 0, 1, 7, PadMode.CONSTANT)
                        .select(1, 3)
                        .toFloatArray())
                .containsExactly(7, 7, 7, 7, 7);
        assertThat(Vision.pad(bytes(), 1, 0, 1, 0, 0, PadMode.REFLECT)
                        .select(1, 0)
                        .select(0, 0)
                        .to(DType.FLOAT32)
                        .toFloatArray())
                .containsExactly(1, 0, 1, 2, 3, 2);
        assertThatThrownBy(() -> Vision.hflip(Obor.arange(4))).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> Vision.pad(image(), -1, 0, 0, 0, 0, PadMode.CONSTANT))
                .isInstanceOf(OborException.class);
    }

    @Test
    void sizesFollowTheShorterEdge() {
        assertThat(Vision.resize(image(), 6).shape().toArray()).containsExactly(1, 6, 8);
        assertThat(Vision.resize(image(), 2).shape().toArray()).containsExactly(1, 2, 2);
        assertThat(Vision.resize(bytes(), 2, 2, Interpolation.NEAREST, true)
                        .select(0, 0)
                        .to(DType.FLOAT32)
                        .toFloatArray())
                .containsExactly(0, 2, 8, 10);
        // Means of four bytes: 2.5, which is rounded to the even 2, and 4.5 to 4.
        assertThat(Vision.resize(bytes(), 2, 2, Interpolation.BILINEAR, false)
                        .select(0, 0)
                        .to(DType.FLOAT32)
                        .toFloatArray())
                .containsExactly(2, 4, 10, 12);
        assertThatThrownBy(() -> Vision.resize(image(), 0, 3, Interpolation.BILINEAR, true))
                .isInstanceOf(OborException.class);
        assertThatThrownBy(() -> Vision.resize(image(), 2, 3, Interpolation.AREA, true))
                .isInstanceOf(OborException.class);
    }

    @Test
    void rightAnglesPermutePixels() {
        Tensor square = Obor.arange(9).to(DType.FLOAT32).reshape(1, 3, 3);
        assertThat(Vision.rotate(square, 90).toFloatArray()).containsExactly(2, 5, 8, 1, 4, 7, 0, 3, 6);
        assertThat(Vision.affine(square, 90, 0, 0, 1, 0, 0, AffineOptions.DEFAULT)
                        .toFloatArray())
                .containsExactly(6, 3, 0, 7, 4, 1, 8, 5, 2);
        Tensor turned = Vision.rotate(image().narrow(1, 0, 2), 90, AffineOptions.DEFAULT, true);
        assertThat(turned.shape().toArray()).containsExactly(1, 4, 2);
        assertThat(turned.toFloatArray()).containsExactly(3, 7, 2, 6, 1, 5, 0, 4);
        assertThat(Vision.affine(square, 0, 1, 0, 1, 0, 0, AffineOptions.DEFAULT.fill(-1))
                        .toFloatArray())
                .containsExactly(-1, 0, 1, -1, 3, 4, -1, 6, 7);
        assertThatThrownBy(() -> Vision.affine(square, 0, 0, 0, 0, 0, 0, AffineOptions.DEFAULT))
                .isInstanceOf(OborException.class)
                .hasMessage("affine: the scale is 0.0 and must be more than 0");
    }

    @Test
    void brightnessWeighsTheColours() {
        Tensor rgb = Obor.ones(3, 1, 1)
                .mul(Tensor.of(100f, 50, 200).reshape(3, 1, 1))
                .to(DType.UINT8);
        Tensor gray = Vision.grayscale(rgb, 3);
        assertThat(gray.shape().toArray()).containsExactly(3, 1, 1);
        // 29.89 + 29.35 + 22.8 = 82.04, cut to bytes.
        assertThat(gray.to(DType.FLOAT32).toFloatArray()).containsExactly(82, 82, 82);
        assertThatThrownBy(() -> Vision.grayscale(rgb, 2)).isInstanceOf(OborException.class);
    }

    /// The draws are those of PyTorch 1.13 after manual_seed(0).
    @Test
    void drawsArePyTorchs() {
        Generator generator = Generator.mersenneTwister(0);
        Transform flip = Transforms.randomHorizontalFlip(0.5);
        List<Boolean> flipped = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            flipped.add(flip.apply(image(), generator).toFloatArray()[0] != 0);
        }
        // torch.rand: 0.4963, 0.7682, 0.0885, 0.1320, 0.3074, 0.6341
        assertThat(flipped).containsExactly(true, false, true, true, true, false);
        assertThat(Transforms.randomApply(Transforms.pad(1), 0.5)
                        .apply(image(), Generator.mersenneTwister(0))
                        .size(-1))
                .isEqualTo(6);
        assertThatThrownBy(() -> Transforms.randomVerticalFlip(1.5)).isInstanceOf(OborException.class);
    }

    @Test
    void randomPartsLieInTheImage() {
        Generator generator = Generator.philox(3);
        for (int i = 0; i < 20; i++) {
            Tensor part = Transforms.randomCrop(2, 2).apply(image(), generator);
            float[] pixels = part.toFloatArray();
            assertThat(pixels[3] - pixels[0]).isEqualTo(5);
            assertThat(Transforms.randomResizedCrop(5, 7)
                            .apply(image(), generator)
                            .shape()
                            .toArray())
                    .containsExactly(1, 5, 7);
            assertThat(Transforms.randomAffine(10, 0.2, 0.8, 1.2, 5)
                            .apply(image(), generator)
                            .shape())
                    .isEqualTo(image().shape());
            assertThat(Transforms.randomRotation(30).apply(image(), generator).shape())
                    .isEqualTo(image().shape());
        }
        assertThatThrownBy(() -> Transforms.randomCrop(4, 4).apply(image(), generator))
                .isInstanceOf(OborException.class)
                .hasMessageContaining("add a larger margin");
        assertThat(Transforms.randomCrop(5, 6, 1)
                        .apply(image(), generator)
                        .shape()
                        .toArray())
                .containsExactly(1, 5, 6);
    }

    @Test
    void workersDoNotChangeRandomImages() {
        Tensor images = Obor.arange(20 * 12).to(DType.FLOAT32).reshape(20, 1, 3, 4);
        Dataset<List<Tensor>> changed = Transforms.onImages(
                new TensorDataset(images, Obor.arange(20)),
                Transforms.compose(Transforms.randomHorizontalFlip(0.5), Transforms.randomCrop(2, 2)));
        List<float[]> seen = new ArrayList<>();
        for (int workers : new int[] {0, 3}) {
            for (List<Tensor> batch :
                    DataLoader.of(changed).batchSize(20).workers(workers).generator(Generator.mersenneTwister(1))) {
                seen.add(batch.getFirst().toFloatArray());
            }
        }
        assertThat(seen.get(1)).isEqualTo(seen.get(0));
    }
}
