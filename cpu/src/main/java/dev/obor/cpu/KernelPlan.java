package dev.obor.cpu;

import dev.obor.dtype.DType;
import dev.obor.expr.Kind;
import dev.obor.expr.Program;
import java.util.List;
import java.util.Optional;

/// All that an emitter must know to make a kernel.
///
/// @param name for people: it becomes part of the class's name
/// @param program the steps
/// @param outputs the dtypes of the outputs; for a fold, the compute type of its lanes
/// @param inputs the dtypes of the inputs
/// @param constantInputs a bit for each input that stays at one element throughout a run
/// @param fold how a fold combines values; empty for a map
/// @param form what a call goes through
record KernelPlan(
        String name,
        Program program,
        List<DType> outputs,
        List<DType> inputs,
        int constantInputs,
        Optional<Lanes> fold,
        Form form) {
    /// What a call of a kernel goes through.
    enum Form {
        /// One run of elements, which a fold combines into lanes.
        RUN,
        /// Rows of elements, of which a fold makes a number each: see [RowSums] and [RowMap].
        ROWS,
        /// Columns of elements, of which a fold makes a number each: see [ColumnSums].
        COLUMNS
    }

    /// The basic functions of a map that takes less time for them than for the memory that it goes through.
    private static final int FEW_FUNCTIONS = 4;

    /// The number of lanes of a fold, a power of two. They are a part of the result's definition, because the
    /// order of additions is; they are as wide as two of the widest vectors, so that additions overlap.
    static int lanes(DType compute) {
        return compute.bytes() == 8 ? 16 : 32;
    }

    /// Returns the plan of one row's map, or of its fold into lanes.
    KernelPlan ofOneRow() {
        return new KernelPlan(name, program, outputs, inputs, constantInputs, fold, Form.RUN);
    }

    /// Returns the plan of the map of many rows in one call.
    KernelPlan ofRows() {
        return new KernelPlan(name, program, outputs, inputs, constantInputs, fold, Form.ROWS);
    }

    /// Tells whether an input stays at one element.
    boolean isConstant(int input) {
        return (constantInputs >>> input & 1) != 0;
    }

    /// Tells whether the kernel's vectors have [Vectors#NARROW_BITS] bits where the processor prefers wider ones.
    ///
    /// Maps of several arrays with little arithmetic wait for memory, and what they wait is up to a tenth less with
    /// narrow vectors where it was measured (bench/RESULTS.md). In the caches both take about as long.
    boolean isNarrow() {
        int moving = 0;
        for (int i = 0; i < inputs.size(); i++) {
            moving += isConstant(i) ? 0 : 1;
        }
        return Vectors.bits() > Vectors.NARROW_BITS
                && program.compute() != DType.BOOL
                && !converts()
                && fold.isEmpty()
                && form == Form.RUN
                && moving > 1
                && program.steps().stream()
                                .filter(Program.Apply.class::isInstance)
                                .count()
                        <= FEW_FUNCTIONS;
    }

    /// Tells of each step whether its value is 0 or 1 as Java's int: masks, and what is made of bools alone.
    boolean[] truths() {
        boolean[] truths = new boolean[program.steps().size()];
        boolean bools = program.compute() == DType.BOOL;
        for (int s = 0; s < truths.length; s++) {
            Program.Step step = program.steps().get(s);
            truths[s] = step.kind() == Kind.MASK
                    || bools
                            && switch (step) {
                                case Program.Load load -> inputs.get(load.input()) == DType.BOOL;
                                case Program.Constant constant -> constant.value() == 0 || constant.value() == 1;
                                case Program.Apply apply ->
                                    ScalarCode.knowsForTruths(apply.fn())
                                            && apply.args().stream().allMatch(arg -> truths[arg]);
                                default -> false;
                            };
        }
        return truths;
    }

    /// Tells whether an element takes fewer bytes than a number of the arithmetic in vectors, truth values aside.
    private boolean converts() {
        boolean result = program.compute().bytes() < VectorCode.LEAST_BYTES;
        for (Program.Step step : program.steps()) {
            result |= step instanceof Program.Load load
                    && load.kind() == Kind.NUMBER
                    && inputs.get(load.input()).bytes() < VectorCode.LEAST_BYTES;
        }
        for (int i = 0; i < outputs.size(); i++) {
            result |= kindOf(i) == Kind.NUMBER && outputs.get(i).bytes() < VectorCode.LEAST_BYTES;
        }
        return result;
    }

    /// Masks choose among numbers, not among smaller elements; lanes are folded in the type of the result, as many
    /// vectors as HotSpot compiles. Plain conversions of float16 it turns into the processor's own instructions.
    private boolean canConvert() {
        if (fold.isPresent()) {
            return form == Form.RUN
                    && program.compute().bytes() >= VectorCode.LEAST_BYTES
                    && RowSums.fits(fold.get(), inputs.size());
        }
        boolean computes = program.steps().stream().anyMatch(Program.Apply.class::isInstance);
        boolean isOfFloat16 = inputs.contains(DType.FLOAT16) || outputs.contains(DType.FLOAT16);
        return form == Form.RUN && (computes || !isOfFloat16);
    }

    private Kind kindOf(int output) {
        return program.steps().get(program.outputs().get(output)).kind();
    }

    /// Tells whether the loop can be vectorised: all numbers have one type, or one that vectors convert, truth
    /// values aside, and no method is called for each element; or all are truth values.
    boolean isVectorisable() {
        DType compute = program.compute();
        if (compute == DType.BOOL) {
            return isOfTruths();
        }
        boolean result = !converts() || canConvert();
        for (Program.Step step : program.steps()) {
            switch (step) {
                case Program.Load load -> result &= areLanes(inputs.get(load.input()), load.kind());
                case Program.Invoke _ -> result = false;
                case Program.Guard _ -> result &= compute.isFloating();
                case Program.Apply apply
                when !compute.isFloating() -> result &= VectorCode.knowsForIntegers(apply.fn());
                default -> {}
            }
        }
        for (int i = 0; i < outputs.size(); i++) {
            result &= areLanes(outputs.get(i), kindOf(i));
        }
        return result;
    }

    /// Tells whether vectors of elements have the lanes of the arithmetic.
    private boolean areLanes(DType dtype, Kind kind) {
        DType compute = program.compute();
        if (kind == Kind.MASK) {
            return dtype == DType.BOOL;
        }
        return dtype.bytes() < VectorCode.LEAST_BYTES ? VectorConversion.knows(dtype, compute) : dtype == compute;
    }

    private boolean isOfTruths() {
        boolean result = fold.isEmpty();
        for (boolean truth : truths()) {
            result &= truth;
        }
        for (DType output : outputs) {
            result &= output == DType.BOOL;
        }
        return result;
    }
}
