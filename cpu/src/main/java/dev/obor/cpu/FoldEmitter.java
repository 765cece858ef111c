package dev.obor.cpu;

import dev.obor.dtype.DType;
import dev.obor.expr.Fn;
import dev.obor.expr.Kind;
import dev.obor.expr.Program;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/// The loops of folds around the steps of an [Emitter].
final class FoldEmitter {
    private static final MethodTypeDesc OF_TWO_INTS =
            MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_int, ConstantDescs.CD_int);

    private final Emitter element;
    private final Fn fold;
    private final CodeBuilder code;
    private final VectorCode vectors;
    private final DType compute;
    private final int inputs;
    private final int lanes;
    private final int width;
    private int results;
    private int result;
    private int[] steps = {};

    FoldEmitter(Emitter element, Fn fold) {
        this.element = element;
        this.fold = fold;
        this.code = element.code;
        this.vectors = element.vectors;
        this.compute = element.compute;
        this.inputs = element.plan.inputs().size();
        this.lanes = KernelPlan.lanes(compute);
        this.width = element.width();
    }

    /// Appends the scalar loops, or their vector twins.
    void body(boolean vector) {
        switch (element.plan.folding()) {
            case LANES -> {
                if (vector) {
                    element.wideInvariants();
                    int[] sums = loadLanes(0);
                    foldWhole(sums);
                    storeLanes(sums);
                }
                scalarFold();
            }
            case ROWS -> vectorRows();
            case COLUMNS -> columns(vector);
        }
    }

    /// Blocks of as many elements as there are lanes, the last one shorter; the inner loop's index is the lane.
    private void scalarFold() {
        int lane = code.allocateLocal(TypeKind.INT);
        int count = code.allocateLocal(TypeKind.INT);
        element.loop(element.index, () -> code.iload(Emitter.LENGTH), lanes, () -> {
            code.loadConstant(lanes).iload(Emitter.LENGTH).iload(element.index).isub();
            min().istore(count).iconst_0().istore(lane);
            element.loop(lane, () -> code.iload(count), 1, () -> {
                element.scalarSteps(
                        () -> code.iload(element.index).iadd().iload(lane).iadd());
                code.aload(element.arrays[0])
                        .iload(element.offsets[0])
                        .iload(lane)
                        .iadd()
                        .dup2();
                Jvm.loadElement(code, compute);
                int place = element.program.outputs().getFirst();
                Kind kind = element.program.steps().get(place).kind();
                code.loadLocal(element.scalarType(kind), element.scalars[place]);
                ScalarCode.apply(code, fold, compute);
                Jvm.storeElement(code, Jvm.stack(compute), compute);
            });
        });
    }

    /// The lanes lie in as many vectors as it takes, which stay in registers throughout.
    private int[] loadLanes(int from) {
        int[] sums = new int[lanes / width];
        for (int v = 0; v < sums.length; v++) {
            sums[v] = code.allocateLocal(TypeKind.REFERENCE);
            int start = from + v * width;
            vectors.load(
                    code,
                    element.arrays[0],
                    () -> code.iload(element.offsets[0]).loadConstant(start).iadd(),
                    Kind.NUMBER);
            code.astore(sums[v]);
        }
        return sums;
    }

    private void storeLanes(int[] sums) {
        for (int v = 0; v < sums.length; v++) {
            int start = v * width;
            vectors.carried(code, sums[v]);
            vectors.store(
                    code,
                    element.arrays[0],
                    () -> code.iload(element.offsets[0]).loadConstant(start).iadd(),
                    Kind.NUMBER);
        }
    }

    /// Folds elements from the index on, as many as fill all lanes alike.
    private void foldWhole(int[] sums) {
        int bound = code.allocateLocal(TypeKind.INT);
        code.iload(Emitter.LENGTH).loadConstant(-lanes).iand().istore(bound);
        element.loop(element.index, () -> code.iload(bound), lanes, () -> {
            for (int v = 0; v < sums.length; v++) {
                int start = v * width;
                element.wideSteps(() ->
                        code.iload(element.index).iadd().loadConstant(start).iadd());
                vectors.carried(code, sums[v]);
                code.aload(element.wide[element.program.outputs().getFirst()]);
                vectors.apply(code, fold);
                code.astore(sums[v]);
            }
        });
    }

    /// The kernel of [RowSums].
    private void vectorRows() {
        element.wideInvariants();
        int rows = unpackResults();
        int[] identities = loadLanes(lanes);
        int[] masks = masksOfRest();
        int row = code.allocateLocal(TypeKind.INT);
        int[] sums = new int[identities.length];
        for (int v = 0; v < sums.length; v++) {
            sums[v] = code.allocateLocal(TypeKind.REFERENCE);
        }
        code.iconst_0().istore(row);
        element.loop(row, () -> code.iload(rows), 1, () -> {
            for (int v = 0; v < sums.length; v++) {
                vectors.carried(code, identities[v]);
                code.astore(sums[v]);
            }
            code.iconst_0().istore(element.index);
            foldWhole(sums);
            Label whole = code.newLabel();
            Label done = code.newLabel();
            code.iload(element.index).iload(Emitter.LENGTH).if_icmpge(whole);
            if (masks.length > 0) {
                foldRest(sums, masks);
                join(sums);
            } else {
                storeLanes(sums);
                scalarFold();
                join(loadLanes(0));
            }
            code.goto_(done).labelBinding(whole);
            join(sums);
            code.labelBinding(done).iinc(result, 1);
            step();
        });
    }

    /// The masks of the lanes that the elements after the last whole set of lanes go to; none if truth values
    /// are loaded, of which the Vector API loads all or none.
    private int[] masksOfRest() {
        for (Program.Step step : element.program.steps()) {
            if (step instanceof Program.Load load && load.kind() == Kind.MASK) {
                return new int[0];
            }
        }
        int rest = code.allocateLocal(TypeKind.INT);
        code.iload(Emitter.LENGTH).loadConstant(lanes - 1).iand().istore(rest);
        int[] masks = new int[lanes / width];
        for (int v = 0; v < masks.length; v++) {
            masks[v] = code.allocateLocal(TypeKind.REFERENCE);
            vectors.maskUpTo(code, v * width, rest);
            code.astore(masks[v]);
        }
        return masks;
    }

    /// Folds the elements from the index on, fewer than there are lanes.
    private void foldRest(int[] sums, int[] masks) {
        for (int v = 0; v < sums.length; v++) {
            int start = v * width;
            element.loadMask = masks[v];
            element.wideSteps(
                    () -> code.iload(element.index).iadd().loadConstant(start).iadd());
            vectors.carried(code, sums[v]);
            vectors.carried(code, sums[v]);
            code.aload(element.wide[element.program.outputs().getFirst()]);
            vectors.apply(code, fold);
            vectors.blend(code, masks[v]);
            code.astore(sums[v]);
        }
        element.loadMask = Emitter.NO_MASK;
    }

    private int offset(int place) {
        int local = code.allocateLocal(TypeKind.INT);
        code.aload(Emitter.OFFSETS).loadConstant(place).iaload().istore(local);
        return local;
    }

    /// Combines lanes in halves, those of vectors first, and stores the first. Lanes without elements hold the
    /// identity, which changes nothing.
    private void join(int[] sums) {
        for (int half = sums.length / 2; half > 0; half /= 2) {
            for (int v = 0; v < half; v++) {
                vectors.carried(code, sums[v]);
                vectors.carried(code, sums[v + half]);
                vectors.apply(code, fold);
                code.astore(sums[v]);
            }
        }
        for (int half = width / 2; half > 0; half /= 2) {
            vectors.carried(code, sums[0]);
            vectors.carried(code, sums[0]);
            vectors.upperHalf(code, half);
            vectors.apply(code, fold);
            code.astore(sums[0]);
        }
        code.aload(results).iload(result);
        vectors.carried(code, sums[0]);
        vectors.firstLane(code);
        Jvm.storeElement(code, Jvm.stack(compute), compute);
    }

    /// Keeps what follows the operands of kernels that make several results, and returns the local of the
    /// number of rows.
    private int unpackResults() {
        results = code.allocateLocal(TypeKind.REFERENCE);
        code.aload(Emitter.ARRAYS)
                .loadConstant(inputs + 1)
                .aaload()
                .checkcast(Jvm.array(compute))
                .astore(results);
        result = offset(inputs + 1);
        steps = new int[inputs];
        for (int i = 0; i < inputs; i++) {
            steps[i] = offset(inputs + 3 + i);
        }
        return offset(inputs + 2);
    }

    /// Moves on to the next row.
    private void step() {
        for (int i = 0; i < inputs; i++) {
            code.iload(element.offsets[i + 1]).iload(steps[i]).iadd().istore(element.offsets[i + 1]);
        }
    }

    /// The kernel of [ColumnSums]: a vector of columns after the other, or one column.
    private void columns(boolean vector) {
        if (vector) {
            element.wideInvariants();
        }
        int together = vector ? width : 1;
        int rows = unpackResults();
        int identity = code.allocateLocal(type(vector));
        loadLane(vector, () -> code.loadConstant(lanes * together));
        code.storeLocal(type(vector), identity);
        int[] bases = new int[inputs];
        for (int i = 0; i < inputs; i++) {
            bases[i] = code.allocateLocal(TypeKind.INT);
            code.iload(element.offsets[i + 1]).istore(bases[i]);
        }
        int used = code.allocateLocal(TypeKind.INT);
        code.iload(rows).loadConstant(lanes);
        min().istore(used);
        int column = code.allocateLocal(TypeKind.INT);
        int row = code.allocateLocal(TypeKind.INT);
        code.iconst_0().istore(column);
        element.loop(column, () -> code.iload(Emitter.LENGTH), together, () -> {
            // The last vector overlaps the one before it.
            code.iload(column).iload(Emitter.LENGTH).loadConstant(together).isub();
            min().istore(column);
            for (int i = 0; i < inputs; i++) {
                code.iload(bases[i]).iload(column).iadd().istore(element.offsets[i + 1]);
            }
            code.iconst_0().istore(row);
            element.loop(row, () -> code.iload(used), 1, () -> addRow(vector, row, together, identity));
            element.loop(row, () -> code.iload(rows), 1, () -> addRow(vector, row, together, -1));
            joinColumns(vector, used, together);
            loadLane(vector, code::iconst_0);
            int sum = code.allocateLocal(type(vector));
            code.storeLocal(type(vector), sum);
            store(vector, results, () -> code.iload(result).iload(column).iadd(), sum);
        });
    }

    /// Folds a row's elements into its lane, or into the identity, which begins the lane.
    private void addRow(boolean vector, int row, int together, int identity) {
        Runnable place = () -> code.iload(row)
                .loadConstant(lanes - 1)
                .iand()
                .loadConstant(together)
                .imul();
        int output = element.program.outputs().getFirst();
        if (vector) {
            element.wideSteps(() -> {});
        } else {
            element.scalarSteps(() -> {});
        }
        if (identity < 0) {
            loadLane(vector, place);
        } else if (vector) {
            vectors.carried(code, identity);
        } else {
            code.loadLocal(type(false), identity);
        }
        code.loadLocal(type(vector), vector ? element.wide[output] : element.scalars[output]);
        storeFolded(vector, place);
        step();
    }

    private void joinColumns(boolean vector, int used, int together) {
        int lane = code.allocateLocal(TypeKind.INT);
        int pairs = code.allocateLocal(TypeKind.INT);
        for (int half = lanes / 2; half > 0; half /= 2) {
            int distance = half;
            code.loadConstant(half).iload(used).loadConstant(half).isub();
            min().istore(pairs).iconst_0().istore(lane);
            element.loop(lane, () -> code.iload(pairs), 1, () -> {
                Runnable place = () -> code.iload(lane).loadConstant(together).imul();
                loadLane(vector, place);
                loadLane(
                        vector,
                        () -> code.iload(lane)
                                .loadConstant(distance)
                                .iadd()
                                .loadConstant(together)
                                .imul());
                storeFolded(vector, place);
            });
        }
    }

    private TypeKind type(boolean vector) {
        return vector ? TypeKind.REFERENCE : Jvm.stack(compute);
    }

    private CodeBuilder min() {
        return code.invokestatic(Jvm.MATH, "min", OF_TWO_INTS);
    }

    /// Pushes a lane, of a vector of columns or of one.
    private void loadLane(boolean vector, Runnable place) {
        Runnable index = () -> {
            code.iload(element.offsets[0]);
            place.run();
            code.iadd();
        };
        if (vector) {
            vectors.load(code, element.arrays[0], index, Kind.NUMBER);
        } else {
            code.aload(element.arrays[0]);
            index.run();
            Jvm.loadElement(code, compute);
        }
    }

    /// Combines the two values on the stack and stores the result as a lane.
    private void storeFolded(boolean vector, Runnable place) {
        if (vector) {
            vectors.apply(code, fold);
        } else {
            ScalarCode.apply(code, fold, compute);
        }
        int sum = code.allocateLocal(type(vector));
        code.storeLocal(type(vector), sum);
        store(
                vector,
                element.arrays[0],
                () -> {
                    code.iload(element.offsets[0]);
                    place.run();
                    code.iadd();
                },
                sum);
    }

    private void store(boolean vector, int array, Runnable index, int value) {
        if (vector) {
            code.aload(value);
            vectors.store(code, array, index, Kind.NUMBER);
        } else {
            code.aload(array);
            index.run();
            code.loadLocal(type(false), value);
            Jvm.storeElement(code, type(false), compute);
        }
    }
}
