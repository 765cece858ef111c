package dev.obor.cpu;

import dev.obor.expr.Fn;
import dev.obor.expr.Kind;
import dev.obor.expr.Program;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;

/// Makes the vector kernels of many rows in one call, the twins of [RowSums] and [RowMap]: a call for each row
/// would cost more than a short row's elements. What lies still throughout a row is computed anew for each.
final class RowEmitter extends Emitter {
    /// Steps of a map whose loop is written twice, with masks and without. HotSpot compiles no method of more
    /// than 8,000 bytes.
    private static final int MOST_STEPS = 150;

    RowEmitter(KernelPlan plan, CodeBuilder code) {
        super(plan, code);
    }

    @Override
    void loops(boolean vector) {
        wideInvariants(false);
        if (plan.fold().isPresent()) {
            folds(plan.fold().get().function());
        } else {
            maps();
        }
    }

    /// Runs the body for each row, whose operands' places are the offsets.
    ///
    /// @param first the first operand that moves from row to row
    /// @param rows the place among the offsets of the number of rows, after which are the operands' steps
    private void forEachRow(int first, int rows, Runnable body) {
        int count = offset(rows);
        int[] steps = new int[offsets.length];
        for (int i = first; i < steps.length; i++) {
            steps[i] = offset(rows + 1 + i - first);
        }
        int row = code.allocateLocal(TypeKind.INT);
        code.iconst_0().istore(row);
        loop(row, () -> code.iload(count), 1, () -> {
            scalarInvariants(true);
            wideInvariants(true);
            code.iconst_0().istore(index);
            body.run();
            for (int i = first; i < steps.length; i++) {
                code.iload(offsets[i]).iload(steps[i]).iadd().istore(offsets[i]);
            }
        });
    }

    private void maps() {
        int bound = code.allocateLocal(TypeKind.INT);
        int rest = code.allocateLocal(TypeKind.INT);
        int mask = code.allocateLocal(TypeKind.REFERENCE);
        boolean twice = program.steps().size() <= MOST_STEPS;
        code.iload(LENGTH).loadConstant(-width()).iand().istore(bound);
        code.iload(LENGTH).iload(bound).isub().istore(rest);
        vectors.maskUpTo(code, 0, rest);
        code.astore(mask);
        Runnable plusIndex = () -> code.iload(index).iadd();
        Runnable steps = () -> {
            wideSteps(plusIndex);
            wideStores(plusIndex);
        };
        forEachRow(0, offsets.length, () -> {
            if (twice) {
                loop(index, () -> code.iload(bound), width(), steps);
                Label done = code.newLabel();
                code.iload(rest).ifeq(done);
                masked(mask, steps);
                code.labelBinding(done);
            } else {
                loop(index, () -> code.iload(LENGTH), width(), () -> {
                    code.iload(LENGTH).iload(index).isub().istore(rest);
                    vectors.maskUpTo(code, 0, rest);
                    code.astore(mask);
                    masked(mask, steps);
                });
            }
        });
    }

    private void folds(Fn fold) {
        int inputs = plan.inputs().size();
        int results = code.allocateLocal(TypeKind.REFERENCE);
        code.aload(ARRAYS)
                .loadConstant(inputs + 1)
                .aaload()
                .checkcast(Jvm.array(compute))
                .astore(results);
        int result = offset(inputs + 1);
        int[] identities = loadLanes(KernelPlan.lanes(compute));
        int[] masks = masksOfRest();
        int[] sums = new int[identities.length];
        for (int v = 0; v < sums.length; v++) {
            sums[v] = code.allocateLocal(TypeKind.REFERENCE);
        }
        forEachRow(1, inputs + 2, () -> {
            for (int v = 0; v < sums.length; v++) {
                vectors.carried(code, identities[v]);
                code.astore(sums[v]);
            }
            foldWhole(fold, sums);
            Label whole = code.newLabel();
            Label done = code.newLabel();
            code.iload(index).iload(LENGTH).if_icmpge(whole);
            if (masks.length > 0) {
                foldRest(fold, sums, masks);
                join(fold, sums, results, result);
            } else {
                storeLanes(sums);
                scalarFold(fold);
                join(fold, loadLanes(0), results, result);
            }
            code.goto_(done).labelBinding(whole);
            join(fold, sums, results, result);
            code.labelBinding(done).iinc(result, 1);
        });
    }

    /// The masks of the lanes that the elements after the last whole set of lanes go to; none if truth values
    /// are loaded, of which the Vector API loads all or none.
    private int[] masksOfRest() {
        for (Program.Step step : program.steps()) {
            if (step instanceof Program.Load load && load.kind() == Kind.MASK) {
                return new int[0];
            }
        }
        int lanes = KernelPlan.lanes(compute);
        int rest = code.allocateLocal(TypeKind.INT);
        code.iload(LENGTH).loadConstant(lanes - 1).iand().istore(rest);
        int[] masks = new int[lanes / width()];
        for (int v = 0; v < masks.length; v++) {
            masks[v] = code.allocateLocal(TypeKind.REFERENCE);
            vectors.maskUpTo(code, v * width(), rest);
            code.astore(masks[v]);
        }
        return masks;
    }

    /// Folds the elements from the index on, fewer than there are lanes.
    private void foldRest(Fn fold, int[] sums, int[] masks) {
        for (int v = 0; v < sums.length; v++) {
            int start = v * width();
            masked(
                    masks[v],
                    () -> wideSteps(
                            () -> code.iload(index).iadd().loadConstant(start).iadd()));
            vectors.carried(code, sums[v]);
            vectors.carried(code, sums[v]);
            code.aload(wide[program.outputs().getFirst()]);
            vectors.apply(code, fold);
            vectors.blend(code, masks[v]);
            code.astore(sums[v]);
        }
    }

    private int offset(int place) {
        int local = code.allocateLocal(TypeKind.INT);
        code.aload(OFFSETS).loadConstant(place).iaload().istore(local);
        return local;
    }

    /// Combines lanes in halves, those of vectors first, and stores the first. Lanes without elements hold the
    /// identity, which changes nothing.
    private void join(Fn fold, int[] sums, int results, int result) {
        for (int half = sums.length / 2; half > 0; half /= 2) {
            for (int v = 0; v < half; v++) {
                vectors.carried(code, sums[v]);
                vectors.carried(code, sums[v + half]);
                vectors.apply(code, fold);
                code.astore(sums[v]);
            }
        }
        for (int half = width() / 2; half > 0; half /= 2) {
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
}
