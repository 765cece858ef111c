package dev.obor.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.dtype.DType;
import dev.obor.expr.Program;
import dev.obor.tensor.Ops;
import dev.obor.tensor.Pointwise;
import java.util.Collections;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Which kernels have narrow vectors; that they give the same bits is for [RowMapTest].
class KernelPlanTest {
    private static KernelPlan plan(Pointwise op, int arity, int constants, DType dtype) {
        return new KernelPlan(
                "map",
                Program.of(op.outputs(), dtype),
                Collections.nCopies(op.outputs().size(), dtype),
                Collections.nCopies(arity, dtype),
                constants,
                Optional.empty(),
                KernelPlan.Form.RUN);
    }

    @Test
    void mapsThatWaitForSeveralArraysHaveNarrowVectors() {
        boolean isWide = Vectors.bits() > Vectors.NARROW_BITS;
        assertThat(plan(Ops.ADD, 2, 0, DType.FLOAT32).isNarrow()).isEqualTo(isWide);
        assertThat(plan(Ops.MUL, 2, 0, DType.INT64).isNarrow()).isEqualTo(isWide);
        assertThat(plan(Ops.ADD, 2, 0b10, DType.FLOAT32).isNarrow()).isFalse();
        assertThat(plan(Ops.ADD, 2, 0, DType.FLOAT32).ofRows().isNarrow()).isFalse();
        assertThat(plan(Ops.EXP, 1, 0, DType.FLOAT32).isNarrow()).isFalse();
        assertThat(plan(Ops.LOGICAL_AND, 2, 0, DType.BOOL).isNarrow()).isFalse();
    }
}
