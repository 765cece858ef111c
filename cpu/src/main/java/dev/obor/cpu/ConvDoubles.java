package dev.obor.cpu;

import java.util.Arrays;

/// float64 in convolutions.
final class ConvDoubles extends ConvElement {
    static final ConvElement FLOAT64 = new ConvDoubles();

    private ConvDoubles() {
        super(Double.SIZE, true);
    }

    @Override
    Object newArray(int length) {
        return new double[length];
    }

    @Override
    int length(Object array) {
        return ((double[]) array).length;
    }

    @Override
    void zero(Object array, int from, int to) {
        Arrays.fill((double[]) array, from, to, 0);
    }

    @Override
    void fill(Object array, int from, int to, Object source, int place) {
        Arrays.fill((double[]) array, from, to, ((double[]) source)[place]);
    }

    @Override
    void copyFew(int count, Object from, int fromOffset, int fromStep, Object to, int toOffset) {
        double[] source = (double[]) from;
        double[] target = (double[]) to;
        for (int i = 0; i < count; i++) {
            target[toOffset + i] = source[fromOffset + i * fromStep];
        }
    }

    @Override
    void turn(
            int rows,
            int columns,
            Object from,
            int fromOffset,
            int fromRow,
            int fromColumn,
            Object to,
            int toOffset,
            int toRow) {
        GemmDoubles.FLOAT64.copy(rows, columns, from, fromOffset, fromRow, fromColumn, to, toOffset, toRow, 1);
    }

    @Override
    boolean hasVectorTiles() {
        return true;
    }

    @Override
    ConvTile vectorTile(ConvTile.Shape shape) {
        return ConvEmitter.emit(true, lanes, shape);
    }

    @Override
    ConvTile scalarTile(int rows, int columns) {
        return (from, to, a, aOffset, b, bOffset, places, start, startOffset, startRow, c, cOffset, cRow) -> {
            double[] as = (double[]) a;
            double[] bs = (double[]) b;
            double[] starts = (double[]) start;
            double[] cs = (double[]) c;
            for (int j = 0; j < columns; j += 4) {
                int i = 0;
                for (; i <= rows - 4; i += 4) {
                    int s = startOffset + i * startRow + j;
                    int t = cOffset + i * cRow + j;
                    fourRows(
                            from, to, as, aOffset + i, rows, bs, bOffset + j, places, starts, s, startRow, cs, t, cRow);
                }
                for (; i < rows; i++) {
                    int s = startOffset + i * startRow + j;
                    int t = cOffset + i * cRow + j;
                    oneRow(from, to, as, aOffset + i, rows, bs, bOffset + j, places, starts, s, cs, t);
                }
            }
        };
    }

    /// Four rows by four columns, whose sums stay in registers.
    private static void fourRows(
            int from,
            int to,
            double[] a,
            int aOffset,
            int rows,
            double[] b,
            int bOffset,
            int[] places,
            double[] start,
            int startOffset,
            int startRow,
            double[] c,
            int cOffset,
            int cRow) {
        int start1 = startOffset + startRow;
        int start2 = start1 + startRow;
        int start3 = start2 + startRow;
        double s00 = start[startOffset];
        double s01 = start[startOffset + 1];
        double s02 = start[startOffset + 2];
        double s03 = start[startOffset + 3];
        double s10 = start[start1];
        double s11 = start[start1 + 1];
        double s12 = start[start1 + 2];
        double s13 = start[start1 + 3];
        double s20 = start[start2];
        double s21 = start[start2 + 1];
        double s22 = start[start2 + 2];
        double s23 = start[start2 + 3];
        double s30 = start[start3];
        double s31 = start[start3 + 1];
        double s32 = start[start3 + 2];
        double s33 = start[start3 + 3];
        for (int p = from; p < to; p++) {
            int t = bOffset + places[p];
            int q = aOffset + p * rows;
            double b0 = b[t];
            double b1 = b[t + 1];
            double b2 = b[t + 2];
            double b3 = b[t + 3];
            double x = a[q];
            s00 = Math.fma(x, b0, s00);
            s01 = Math.fma(x, b1, s01);
            s02 = Math.fma(x, b2, s02);
            s03 = Math.fma(x, b3, s03);
            x = a[q + 1];
            s10 = Math.fma(x, b0, s10);
            s11 = Math.fma(x, b1, s11);
            s12 = Math.fma(x, b2, s12);
            s13 = Math.fma(x, b3, s13);
            x = a[q + 2];
            s20 = Math.fma(x, b0, s20);
            s21 = Math.fma(x, b1, s21);
            s22 = Math.fma(x, b2, s22);
            s23 = Math.fma(x, b3, s23);
            x = a[q + 3];
            s30 = Math.fma(x, b0, s30);
            s31 = Math.fma(x, b1, s31);
            s32 = Math.fma(x, b2, s32);
            s33 = Math.fma(x, b3, s33);
        }
        put(c, cOffset, s00, s01, s02, s03);
        put(c, cOffset + cRow, s10, s11, s12, s13);
        put(c, cOffset + 2 * cRow, s20, s21, s22, s23);
        put(c, cOffset + 3 * cRow, s30, s31, s32, s33);
    }

    private static void oneRow(
            int from,
            int to,
            double[] a,
            int aOffset,
            int rows,
            double[] b,
            int bOffset,
            int[] places,
            double[] start,
            int startOffset,
            double[] c,
            int cOffset) {
        double s0 = start[startOffset];
        double s1 = start[startOffset + 1];
        double s2 = start[startOffset + 2];
        double s3 = start[startOffset + 3];
        for (int p = from; p < to; p++) {
            int t = bOffset + places[p];
            double x = a[aOffset + p * rows];
            s0 = Math.fma(x, b[t], s0);
            s1 = Math.fma(x, b[t + 1], s1);
            s2 = Math.fma(x, b[t + 2], s2);
            s3 = Math.fma(x, b[t + 3], s3);
        }
        put(c, cOffset, s0, s1, s2, s3);
    }

    private static void put(double[] c, int offset, double s0, double s1, double s2, double s3) {
        c[offset] = s0;
        c[offset + 1] = s1;
        c[offset + 2] = s2;
        c[offset + 3] = s3;
    }
}
