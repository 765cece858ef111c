package dev.obor.cpu;

import java.util.Arrays;

/// float64 in [Gemm]: strided copies and the scalar form of the tiles.
final class GemmDoubles extends GemmElement {
    static final GemmElement FLOAT64 = new GemmDoubles();

    private GemmDoubles() {
        super(Double.SIZE);
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
    void zero(Object array, int offset, int length) {
        Arrays.fill((double[]) array, offset, offset + length, 0);
    }

    @Override
    void copyStrided(
            int rows,
            int columns,
            Object from,
            int fromOffset,
            int fromRow,
            int fromColumn,
            Object to,
            int toOffset,
            int toRow,
            int toColumn) {
        double[] source = (double[]) from;
        double[] target = (double[]) to;
        int j = 0;
        if (fromRow == 1 && toColumn == 1) {
            for (; j <= columns - 4; j += 4) {
                turnFour(rows, source, fromOffset + j * fromColumn, fromColumn, target, toOffset + j, toRow);
            }
        }
        for (; j < columns; j++) {
            int s = fromOffset + j * fromColumn;
            int t = toOffset + j * toColumn;
            for (int i = 0; i < rows; i++, s += fromRow, t += toRow) {
                target[t] = source[s];
            }
        }
    }

    /// Turns four rows of the source into neighbouring columns of the target: fewer visits to its cache lines.
    private static void turnFour(int n, double[] source, int s0, int step, double[] target, int toOffset, int toRow) {
        int s1 = s0 + step;
        int s2 = s1 + step;
        int s3 = s2 + step;
        int t = toOffset;
        for (int i = 0; i < n; i++) {
            target[t] = source[s0 + i];
            target[t + 1] = source[s1 + i];
            target[t + 2] = source[s2 + i];
            target[t + 3] = source[s3 + i];
            t += toRow;
        }
    }

    @Override
    GemmTile scalarTile(int rows, int columns, boolean alongRows) {
        return (k, a, aOffset, aStep, b, bOffset, bRow, start, startOffset, startRow, c, cOffset, cRow) -> {
            int aRow = alongRows ? aStep : 1;
            int aColumn = alongRows ? 1 : aStep;
            double[] as = (double[]) a;
            double[] bs = (double[]) b;
            double[] starts = (double[]) start;
            double[] cs = (double[]) c;
            for (int j = 0; j < columns; j += 4) {
                int i = 0;
                for (; i <= rows - 4; i += 4) {
                    fourRows(
                            k,
                            as,
                            aOffset + i * aRow,
                            aRow,
                            aColumn,
                            bs,
                            bOffset + j,
                            bRow,
                            starts,
                            startOffset + i * startRow + j,
                            startRow,
                            cs,
                            cOffset + i * cRow + j,
                            cRow);
                }
                for (; i < rows; i++) {
                    oneRow(
                            k,
                            as,
                            aOffset + i * aRow,
                            aColumn,
                            bs,
                            bOffset + j,
                            bRow,
                            starts,
                            startOffset + i * startRow + j,
                            cs,
                            cOffset + i * cRow + j);
                }
            }
        };
    }

    /// Four rows by four columns, whose sums stay in registers.
    private static void fourRows(
            int k,
            double[] a,
            int aOffset,
            int aRow,
            int aColumn,
            double[] b,
            int bOffset,
            int bRow,
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
        int q = aOffset;
        int t = bOffset;
        for (int p = 0; p < k; p++) {
            double b0 = b[t];
            double b1 = b[t + 1];
            double b2 = b[t + 2];
            double b3 = b[t + 3];
            double x = a[q];
            s00 = Math.fma(x, b0, s00);
            s01 = Math.fma(x, b1, s01);
            s02 = Math.fma(x, b2, s02);
            s03 = Math.fma(x, b3, s03);
            x = a[q + aRow];
            s10 = Math.fma(x, b0, s10);
            s11 = Math.fma(x, b1, s11);
            s12 = Math.fma(x, b2, s12);
            s13 = Math.fma(x, b3, s13);
            x = a[q + 2 * aRow];
            s20 = Math.fma(x, b0, s20);
            s21 = Math.fma(x, b1, s21);
            s22 = Math.fma(x, b2, s22);
            s23 = Math.fma(x, b3, s23);
            x = a[q + 3 * aRow];
            s30 = Math.fma(x, b0, s30);
            s31 = Math.fma(x, b1, s31);
            s32 = Math.fma(x, b2, s32);
            s33 = Math.fma(x, b3, s33);
            q += aColumn;
            t += bRow;
        }
        put(c, cOffset, s00, s01, s02, s03);
        put(c, cOffset + cRow, s10, s11, s12, s13);
        put(c, cOffset + 2 * cRow, s20, s21, s22, s23);
        put(c, cOffset + 3 * cRow, s30, s31, s32, s33);
    }

    private static void oneRow(
            int k,
            double[] a,
            int aOffset,
            int aColumn,
            double[] b,
            int bOffset,
            int bRow,
            double[] start,
            int startOffset,
            double[] c,
            int cOffset) {
        double s0 = start[startOffset];
        double s1 = start[startOffset + 1];
        double s2 = start[startOffset + 2];
        double s3 = start[startOffset + 3];
        int q = aOffset;
        int t = bOffset;
        for (int p = 0; p < k; p++) {
            double x = a[q];
            s0 = Math.fma(x, b[t], s0);
            s1 = Math.fma(x, b[t + 1], s1);
            s2 = Math.fma(x, b[t + 2], s2);
            s3 = Math.fma(x, b[t + 3], s3);
            q += aColumn;
            t += bRow;
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
