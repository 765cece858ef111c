package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.error.DTypeException;
import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;

/// Operators on the elements that a bool tensor marks. How many those are must be known before a result can
/// be made: [TrueCounts] counts, and the others take the counts, which also tell each chunk of a mask where
/// its part of the result begins.
public sealed interface Masking extends Op {
    /// How many elements of a mask are counted together.
    int CHUNK = 16_384;

    private static void checkMask(String op, Spec mask) {
        if (mask.dtype() != DType.BOOL) {
            throw new DTypeException(
                    op + ": the mask is " + mask.dtype() + " and must be bool: compare it, as in x.ne(0)");
        }
    }

    private static void checkSameShape(String op, Spec x, Spec mask) {
        if (!x.shape().equals(mask.shape())) {
            throw new ShapeException(op + ": the tensor has shape " + x.shape() + " and the mask " + mask.shape()
                    + ": they must be equal");
        }
    }

    /// How many elements hold in each chunk of a mask, in row-major order. Input: the mask.
    record TrueCounts() implements Masking {
        @Override
        public String name() {
            return "trueCounts";
        }

        @Override
        public Spec[] infer(Spec... inputs) {
            checkMask(name(), inputs[0]);
            int chunks = Math.ceilDiv(inputs[0].shape().numel(), CHUNK);
            return new Spec[] {new Spec(Shape.of(chunks), DType.INT64)};
        }

        @Override
        public boolean isDifferentiable() {
            return false;
        }

        @Override
        public Tensor gradient(int input, Tensor g, Saved saved) {
            throw new IllegalStateException(name() + " has no gradient");
        }
    }

    /// The elements of x where a mask holds, in row-major order. Inputs: x, a mask of its shape, the mask's
    /// counts.
    ///
    /// @param total the sum of the counts
    record MaskedSelect(int total) implements Masking {
        @Override
        public String name() {
            return "maskedSelect";
        }

        @Override
        public Spec[] infer(Spec... inputs) {
            checkMask(name(), inputs[1]);
            checkSameShape(name(), inputs[0], inputs[1]);
            return new Spec[] {new Spec(Shape.of(total), inputs[0].dtype())};
        }

        @Override
        public boolean savesInput(int input, int saved) {
            return input == 0 && saved > 0;
        }

        @Override
        public Tensor gradient(int input, Tensor g, Saved saved) {
            Tensor zeros = Tensor.full(saved.spec(0).shape(), 0, g.dtype());
            return Tensor.of(new MaskedScatter(total), zeros, saved.input(1), g, saved.input(2));
        }
    }

    /// A copy of x with the first elements of a source where a mask holds, both in row-major order. Inputs: x,
    /// a mask of its shape, the source, the mask's counts.
    ///
    /// @param total the sum of the counts
    record MaskedScatter(int total) implements Masking {
        @Override
        public String name() {
            return "maskedScatter";
        }

        @Override
        public Spec[] infer(Spec... inputs) {
            checkMask(name(), inputs[1]);
            checkSameShape(name(), inputs[0], inputs[1]);
            if (inputs[0].dtype() != inputs[2].dtype()) {
                throw new DTypeException(name() + ": the tensor is " + inputs[0].dtype() + " and the source "
                        + inputs[2].dtype() + ": they must be equal, so convert the source with to("
                        + inputs[0].dtype().name() + ")");
            }
            if (inputs[2].shape().numel() < total) {
                throw new ShapeException(name() + ": the mask holds at " + total + " places and the source has "
                        + inputs[2].shape().numel() + " elements: it needs one for each place");
            }
            return new Spec[] {inputs[0]};
        }

        @Override
        public boolean savesInput(int input, int saved) {
            return input == 0 && saved == 1 || input == 2 && (saved == 1 || saved == 3);
        }

        @Override
        public Tensor gradient(int input, Tensor g, Saved saved) {
            if (input == 0) {
                return g.maskedFill(saved.input(1), 0);
            }
            Shape source = saved.spec(2).shape();
            Tensor used = Tensor.of(new MaskedSelect(total), g, saved.input(1), saved.input(3));
            Shape flat = Shape.of(source.numel());
            return Tensor.of(new ViewScatter(new ViewOp.Slice(0, 0, total, 1), flat), used)
                    .reshape(source);
        }
    }

    /// The indices at which a mask holds, in row-major order: a row for each dim. Inputs: the mask, its counts.
    ///
    /// @param total the sum of the counts
    record Nonzero(int total) implements Masking {
        @Override
        public String name() {
            return "nonzero";
        }

        @Override
        public Spec[] infer(Spec... inputs) {
            checkMask(name(), inputs[0]);
            return new Spec[] {new Spec(Shape.of(inputs[0].shape().rank(), total), DType.INT64)};
        }

        @Override
        public boolean isDifferentiable() {
            return false;
        }

        @Override
        public Tensor gradient(int input, Tensor g, Saved saved) {
            throw new IllegalStateException(name() + " has no gradient");
        }
    }
}
