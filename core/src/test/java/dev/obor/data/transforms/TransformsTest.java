package dev.obor.data.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.error.DTypeException;
import dev.obor.error.OborException;
import dev.obor.error.ShapeException;
import dev.obor.nn.Interpolation;
import dev.obor.nn.PadMode;
import dev.obor.random.Generator;
import dev.obor.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TransformsTest {
    private static final Tensor IMAGE = Obor.arange(1, 25).to(DType.FLOAT32).reshape(2, 3, 4);

    private static void same(Tensor actual, Tensor expected) {
        assertThat(actual.shape()).isEqualTo(expected.shape());
        assertThat(actual.dtype()).isEqualTo(expected.dtype());
        float[] values = actual.to(DType.FLOAT32).reshape(-1).toFloatArray();
        float[] right = expected.to(DType.FLOAT32).reshape(-1).toFloatArray();
        for (int i = 0; i < values.length; i++) {
            assertThat(values[i]).as("element %d of %s", i, actual).isCloseTo(right[i], within(1e-5f));
        }
    }

    @Test
    void pixelsBecomeImages() {
        Tensor pixels = Obor.fromBytes(new byte[] {0, (byte) 255, 51, 102, 0, 0}, 1, 2, 3);
        same(Images.toTensor(pixels), Tensor.of(0f, 0.4f, 1f, 0f, 0.2f, 0f).reshape(3, 1, 2));
        assertThat(Images.toTensor(Obor.zeros(5, 6)).shape().toArray()).containsExactly(1, 5, 6);
        assertThatThrownBy(() -> Images.toTensor(Obor.zeros(5))).isInstanceOf(ShapeException.class);
    }

    @Test
    void channelsAreNormalized() {
        Tensor normal = Images.normalize(IMAGE, new double[] {1, 2}, new double[] {2, 4});
        same(normal.select(0, 0), IMAGE.select(0, 0).sub(1).div(2));
        same(normal.select(0, 1), IMAGE.select(0, 1).sub(2).div(4));
        assertThatThrownBy(() -> Images.normalize(IMAGE, new double[3], new double[] {1}))
                .hasMessage("normalize: 3 numbers as mean for 2 channels: give one for each, or one for all");
        assertThatThrownBy(() -> Transforms.normalize(0, 0).apply(IMAGE)).isInstanceOf(OborException.class);
        assertThatThrownBy(() -> Transforms.normalize(0, 1).apply(IMAGE.to(DType.INT64)))
                .isInstanceOf(DTypeException.class);
    }

    @Test
    void partsAreCut() {
        same(Images.crop(IMAGE, 1, 1, 2, 2), IMAGE.narrow(1, 1, 2).narrow(2, 1, 2));
        Tensor outside = Images.crop(IMAGE, -1, 2, 3, 4);
        same(outside.narrow(1, 0, 1), Obor.zeros(2, 1, 4));
        same(outside.narrow(1, 1, 2).narrow(2, 0, 2), IMAGE.narrow(1, 0, 2).narrow(2, 2, 2));
        same(Images.centerCrop(IMAGE, 1, 2), IMAGE.narrow(1, 1, 1).narrow(2, 1, 2));
        same(Images.centerCrop(IMAGE, 3, 6).narrow(2, 1, 4), IMAGE);
        assertThatThrownBy(() -> Images.crop(IMAGE, 0, 0, 0, 1)).hasMessageStartingWith("crop: the size 0 × 1 is empty");
    }

    @Test
    void sizesFollowTheShorterSide() {
        assertThat(Images.resize(Obor.zeros(3, 10, 25), 4, Interpolation.BILINEAR, true).shape().toArray())
                .containsExactly(3, 4, 10);
        assertThat(Images.resize(Obor.zeros(3, 25, 10), 4, Interpolation.NEAREST, false).shape().toArray())
                .containsExactly(3, 10, 4);
        Tensor large = Images.resize(IMAGE.to(DType.UINT8), 6, 8, Interpolation.NEAREST, false);
        same(large.narrow(1, 1, 1).narrow(2, 1, 1), IMAGE.to(DType.UINT8).narrow(1, 0, 1).narrow(2, 0, 1));
    }

    @Test
    void flipsAndTurnsAgree() {
        same(Images.hflip(Images.hflip(IMAGE)), IMAGE);
        Tensor square = IMAGE.narrow(2, 0, 3);
        // Counter-clockwise, as NumPy's rot90.
        same(Images.rotate(square, 90, Interpolation.NEAREST, 0), square.rot90(1, new int[] {1, 2}));
        same(Images.rotate(square, 180, Interpolation.BILINEAR, 0), Images.vflip(Images.hflip(square)));
        same(Images.rotate(square, 0, Interpolation.BILINEAR, 7), square);
    }

    @Test
    void movesAndScalesAreThoseOfTheName() {
        Tensor moved = Images.affine(IMAGE, new Affine(0, 1, 0, 1, 0, 0), Interpolation.NEAREST, -1);
        same(moved.narrow(2, 1, 3), IMAGE.narrow(2, 0, 3));
        same(moved.narrow(2, 0, 1), Obor.full(-1).expand(2, 3, 1).to(DType.FLOAT32));
        Tensor point = Obor.zeros(1, 9, 9);
        point.select(0, 0).select(0, 4).narrow(0, 4, 1).fill_(1);
        Tensor larger = Images.affine(point, new Affine(0, 0, 0, 3, 0, 0), Interpolation.NEAREST, 0);
        assertThat(larger.sum().item()).isEqualTo(9);
        assertThatThrownBy(() -> new Affine(0, 0, 0, 0, 0, 0)).hasMessageStartingWith("affine: degrees 0.0");
    }

    @Test
    void coloursBecomeGrey() {
        Tensor red = Obor.zeros(3, 1, 1);
        red.narrow(0, 0, 1).fill_(1);
        same(Images.grayscale(red, 1), Obor.full(0.2989).reshape(1, 1, 1).to(DType.FLOAT32));
        assertThat(Images.grayscale(red, 3).shape().toArray()).containsExactly(3, 1, 1);
        assertThatThrownBy(() -> Images.grayscale(IMAGE, 1)).hasMessage("grayscale: from 2 channels to 1: both are 1 or 3");
    }

    @Test
    void theSameGeneratorChangesInTheSameWay() {
        Transform augment = Transforms.compose(
                Transforms.randomCrop(3, 3, 1),
                Transforms.randomHorizontalFlip(0.5),
                Transforms.randomVerticalFlip(0.5),
                Transforms.randomRotation(30, Interpolation.BILINEAR),
                Transforms.randomAffine(10, 0.2, 0.9, 1.1, Interpolation.NEAREST));
        Tensor first = augment.apply(IMAGE, Generator.philox(1));
        same(augment.apply(IMAGE, Generator.philox(1)), first);
        assertThat(augment.apply(IMAGE, Generator.philox(2)).toFloatArray()).isNotEqualTo(first.toFloatArray());
        assertThatThrownBy(() -> Transforms.randomCrop(9, 9, 1).apply(IMAGE))
                .hasMessage("randomCrop: 9 × 9 of an image of 5 × 6: choose a smaller part or more padding");
        assertThatThrownBy(() -> Transforms.randomApply(2, Transforms.toTensor())).isInstanceOf(OborException.class);
    }

    @Test
    void aFlipHappensAsOftenAsSaid() {
        Transform flip = Transforms.randomHorizontalFlip(0.25);
        Generator random = Generator.mersenneTwister(3);
        int flipped = 0;
        for (int i = 0; i < 2000; i++) {
            flipped += Arrays.equals(flip.apply(IMAGE, random).toFloatArray(), IMAGE.toFloatArray()) ? 0 : 1;
        }
        assertThat(flipped).isBetween(440, 560);
    }

    @Test
    void placesAroundAreFilled() {
        Tensor padded = Images.pad(IMAGE, 1, 0, 2, 1, PadMode.CONSTANT, 5);
        assertThat(padded.shape().toArray()).containsExactly(2, 4, 7);
        assertThat(padded.toFloatArray()[0]).isEqualTo(5f);
        assertThat(Images.pad(IMAGE, 1, 1, 1, 1, PadMode.REFLECT, 0).toFloatArray()[0]).isEqualTo(6f);
        assertThatThrownBy(() -> Images.hflip(Obor.zeros(3, 3)))
                .hasMessage("hflip: the image has shape [3, 3]: give […, channels, height, width], with unsqueeze(0) for a grey one");
    }
}
