package dev.obor.cpu;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/// Writes the vector form of a [ConvTile]: a loop over p that keeps the tile of C in registers.
///
/// For 2 rows and 1 vector the class reads, in Java,
///
/// ```java
/// public void run(int from, int to, Object a, …) {
///     float[] as = (float[]) a, bs = (float[]) b, starts = (float[]) start, cs = (float[]) c;
///     FloatVector c0 = fromArray(SPECIES_PREFERRED, starts, startOffset), c1 = …;
///     for (int p = from; p < to; p++) {
///         FloatVector b0 = fromArray(SPECIES_PREFERRED, bs, bOffset + places[p]);
///         c0 = broadcast(SPECIES_PREFERRED, as[aOffset + 2 * p]).fma(b0, c0);
///         c1 = broadcast(SPECIES_PREFERRED, as[aOffset + 2 * p + 1]).fma(b0, c1);
///     }
///     c0.intoArray(cs, cOffset); …
/// }
/// ```
///
/// The place in A is the loop's variable times a constant, so HotSpot moves the bounds checks of A out of the
/// loop.
final class ConvEmitter {
    private static final ClassDesc SPECIES = ClassDesc.of("jdk.incubator.vector.VectorSpecies");
    private static final ClassDesc VECTOR = ClassDesc.of("jdk.incubator.vector.Vector");
    private static final MethodTypeDesc RUN = MethodTypeDesc.of(
            CD_void,
            CD_int,
            CD_int,
            CD_Object,
            CD_int,
            CD_Object,
            CD_int,
            CD_int.arrayType(),
            CD_Object,
            CD_int,
            CD_int,
            CD_Object,
            CD_int,
            CD_int);

    // The parameters' slots.
    private static final int FROM = 1;
    private static final int TO = 2;
    private static final int A = 3;
    private static final int A_OFFSET = 4;
    private static final int B = 5;
    private static final int B_OFFSET = 6;
    private static final int PLACES = 7;
    private static final int START = 8;
    private static final int START_OFFSET = 9;
    private static final int START_ROW = 10;
    private static final int C = 11;
    private static final int C_OFFSET = 12;
    private static final int C_ROW = 13;

    private final TypeKind kind;
    private final ClassDesc element;
    private final ClassDesc array;
    private final ClassDesc vector;
    private final int lanes;
    private final ConvTile.Shape shape;
    private final CodeBuilder code;

    private ConvEmitter(boolean isDouble, int lanes, ConvTile.Shape shape, CodeBuilder code) {
        this.kind = isDouble ? TypeKind.DOUBLE : TypeKind.FLOAT;
        this.element = isDouble ? CD_double : CD_float;
        this.array = element.arrayType();
        this.vector = ClassDesc.of("jdk.incubator.vector." + (isDouble ? "DoubleVector" : "FloatVector"));
        this.lanes = lanes;
        this.shape = shape;
        this.code = code;
    }

    /// Returns a tile for float64 or float32; `lanes` must be the number in the preferred species.
    static ConvTile emit(boolean isDouble, int lanes, ConvTile.Shape shape) {
        return (ConvTile) GemmEmitter.define(
                "ConvTile" + shape.rows() + "x" + shape.vectors() * lanes,
                ConvTile.class,
                type -> type.withMethodBody(
                        "run",
                        RUN,
                        ClassFile.ACC_PUBLIC,
                        code -> new ConvEmitter(isDouble, lanes, shape, code).body()));
    }

    private void body() {
        for (int operand : new int[] {A, B, START, C}) {
            code.aload(operand).checkcast(array).astore(operand);
        }
        int[] sums = loadSums();
        int p = FROM;
        Label top = code.newLabel();
        Label end = code.newLabel();
        code.labelBinding(top).iload(p).iload(TO).if_icmpge(end);
        step(sums, p);
        code.iinc(p, 1).goto_(top).labelBinding(end);
        storeSums(sums);
        code.return_();
    }

    private int[] loadSums() {
        int[] sums = new int[shape.rows() * shape.vectors()];
        for (int s = 0; s < sums.length; s++) {
            sums[s] = code.allocateLocal(TypeKind.REFERENCE);
            species().aload(START);
            place(s, START_OFFSET, START_ROW);
            fromArray().astore(sums[s]);
        }
        return sums;
    }

    private void storeSums(int[] sums) {
        for (int s = 0; s < sums.length; s++) {
            code.aload(sums[s]);
            VectorClasses.exact(code, vector, kind);
            code.aload(C);
            place(s, C_OFFSET, C_ROW);
            code.invokevirtual(vector, "intoArray", MethodTypeDesc.of(CD_void, array, CD_int));
        }
    }

    /// Pushes where sum `s` lies in a matrix whose offset and row stride stand in these slots.
    private void place(int s, int offset, int rowStride) {
        int row = s / shape.vectors();
        int column = s % shape.vectors() * lanes;
        code.iload(offset)
                .loadConstant(row)
                .iload(rowStride)
                .imul()
                .iadd()
                .loadConstant(column)
                .iadd();
    }

    private void step(int[] sums, int p) {
        int place = code.allocateLocal(TypeKind.INT);
        code.iload(B_OFFSET).aload(PLACES).iload(p).iaload().iadd().istore(place);
        int[] bs = new int[shape.vectors()];
        for (int j = 0; j < bs.length; j++) {
            bs[j] = code.allocateLocal(TypeKind.REFERENCE);
            species().aload(B).iload(place).loadConstant(j * lanes).iadd();
            fromArray().astore(bs[j]);
        }
        int x = code.allocateLocal(TypeKind.REFERENCE);
        for (int i = 0; i < shape.rows(); i++) {
            species()
                    .aload(A)
                    .iload(p)
                    .loadConstant(shape.rows())
                    .imul()
                    .iload(A_OFFSET)
                    .iadd()
                    .loadConstant(i)
                    .iadd();
            code.arrayLoad(kind).invokestatic(vector, "broadcast", MethodTypeDesc.of(vector, SPECIES, element));
            VectorClasses.exact(code, vector, kind);
            code.astore(x);
            for (int j = 0; j < bs.length; j++) {
                int sum = sums[i * bs.length + j];
                code.aload(x).aload(bs[j]).aload(sum);
                code.invokevirtual(vector, "fma", MethodTypeDesc.of(vector, VECTOR, VECTOR))
                        .astore(sum);
            }
        }
    }

    private CodeBuilder species() {
        return code.getstatic(vector, "SPECIES_PREFERRED", SPECIES);
    }

    private CodeBuilder fromArray() {
        return code.invokestatic(vector, "fromArray", MethodTypeDesc.of(vector, SPECIES, array, CD_int));
    }
}
