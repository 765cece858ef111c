package dev.obor.cpu;

import dev.obor.dtype.DType;
import dev.obor.dtype.Half;
import dev.obor.tensor.Selection.Combine;

/// Moves elements from and to places that stand in an array.
final class Moves {
    private Moves() {}

    /// Copies the elements at places to a strided piece of an array of the same type.
    static void gather(Object from, int[] places, int count, Object to, int target, int stride) {
        switch (from) {
            case float[] a -> {
                float[] b = (float[]) to;
                for (int i = 0, t = target; i < count; i++, t += stride) {
                    b[t] = a[places[i]];
                }
            }
            case double[] a -> {
                double[] b = (double[]) to;
                for (int i = 0, t = target; i < count; i++, t += stride) {
                    b[t] = a[places[i]];
                }
            }
            case long[] a -> {
                long[] b = (long[]) to;
                for (int i = 0, t = target; i < count; i++, t += stride) {
                    b[t] = a[places[i]];
                }
            }
            case int[] a -> {
                int[] b = (int[]) to;
                for (int i = 0, t = target; i < count; i++, t += stride) {
                    b[t] = a[places[i]];
                }
            }
            case short[] a -> {
                short[] b = (short[]) to;
                for (int i = 0, t = target; i < count; i++, t += stride) {
                    b[t] = a[places[i]];
                }
            }
            case byte[] a -> {
                byte[] b = (byte[]) to;
                for (int i = 0, t = target; i < count; i++, t += stride) {
                    b[t] = a[places[i]];
                }
            }
            case boolean[] a -> {
                boolean[] b = (boolean[]) to;
                for (int i = 0, t = target; i < count; i++, t += stride) {
                    b[t] = a[places[i]];
                }
            }
            default -> throw new IllegalArgumentException("no array of elements: " + from.getClass());
        }
    }

    /// Reads one element of each cache line of a piece of an array, so that all of it lies in the cache.
    ///
    /// @return something that all reads have a part in
    static int fetch(Object from, int start, int length) {
        int end = start + length;
        int seen = 0;
        switch (from) {
            case float[] a -> {
                for (int i = start; i < end; i += 16) {
                    seen |= Float.floatToRawIntBits(a[i]);
                }
            }
            case double[] a -> {
                for (int i = start; i < end; i += 8) {
                    seen |= (int) Double.doubleToRawLongBits(a[i]);
                }
            }
            case long[] a -> {
                for (int i = start; i < end; i += 8) {
                    seen |= (int) a[i];
                }
            }
            case int[] a -> {
                for (int i = start; i < end; i += 16) {
                    seen |= a[i];
                }
            }
            case short[] a -> {
                for (int i = start; i < end; i += 32) {
                    seen |= a[i];
                }
            }
            case byte[] a -> {
                for (int i = start; i < end; i += 64) {
                    seen |= a[i];
                }
            }
            default -> {}
        }
        return seen;
    }

    /// Combines a strided piece of an array with the elements at places of another of the same type, one after
    /// another.
    static void scatter(
            Combine combine, DType dtype, Object from, int source, int stride, Object to, int[] places, int count) {
        if (combine == Combine.REPLACE) {
            replace(from, source, stride, to, places, count);
            return;
        }
        switch (from) {
            case float[] a
            when combine == Combine.ADD -> {
                float[] b = (float[]) to;
                for (int i = 0, s = source; i < count; i++, s += stride) {
                    b[places[i]] += a[s];
                }
            }
            case float[] a -> {
                float[] b = (float[]) to;
                for (int i = 0, s = source; i < count; i++, s += stride) {
                    b[places[i]] = meet(combine, b[places[i]], a[s]);
                }
            }
            case double[] a -> {
                double[] b = (double[]) to;
                for (int i = 0, s = source; i < count; i++, s += stride) {
                    b[places[i]] = meet(combine, b[places[i]], a[s]);
                }
            }
            case long[] a -> {
                long[] b = (long[]) to;
                for (int i = 0, s = source; i < count; i++, s += stride) {
                    b[places[i]] = meet(combine, b[places[i]], a[s]);
                }
            }
            case int[] a -> {
                int[] b = (int[]) to;
                for (int i = 0, s = source; i < count; i++, s += stride) {
                    b[places[i]] = (int) meet(combine, b[places[i]], a[s]);
                }
            }
            case short[] a -> {
                short[] b = (short[]) to;
                for (int i = 0, s = source; i < count; i++, s += stride) {
                    b[places[i]] = meet(combine, dtype, b[places[i]], a[s]);
                }
            }
            case byte[] a -> {
                byte[] b = (byte[]) to;
                int mask = dtype == DType.UINT8 ? 0xFF : -1;
                for (int i = 0, s = source; i < count; i++, s += stride) {
                    b[places[i]] = (byte) meet(combine, (long) b[places[i]] & mask, (long) a[s] & mask);
                }
            }
            case boolean[] a -> {
                boolean[] b = (boolean[]) to;
                for (int i = 0, s = source; i < count; i++, s += stride) {
                    b[places[i]] = meet(combine, b[places[i]] ? 1L : 0, a[s] ? 1 : 0) != 0;
                }
            }
            default -> throw new IllegalArgumentException("no array of elements: " + from.getClass());
        }
    }

    private static void replace(Object from, int source, int stride, Object to, int[] places, int count) {
        switch (from) {
            case float[] a -> {
                float[] b = (float[]) to;
                for (int i = 0, s = source; i < count; i++, s += stride) {
                    b[places[i]] = a[s];
                }
            }
            case double[] a -> {
                double[] b = (double[]) to;
                for (int i = 0, s = source; i < count; i++, s += stride) {
                    b[places[i]] = a[s];
                }
            }
            case long[] a -> {
                long[] b = (long[]) to;
                for (int i = 0, s = source; i < count; i++, s += stride) {
                    b[places[i]] = a[s];
                }
            }
            case int[] a -> {
                int[] b = (int[]) to;
                for (int i = 0, s = source; i < count; i++, s += stride) {
                    b[places[i]] = a[s];
                }
            }
            case short[] a -> {
                short[] b = (short[]) to;
                for (int i = 0, s = source; i < count; i++, s += stride) {
                    b[places[i]] = a[s];
                }
            }
            case byte[] a -> {
                byte[] b = (byte[]) to;
                for (int i = 0, s = source; i < count; i++, s += stride) {
                    b[places[i]] = a[s];
                }
            }
            case boolean[] a -> {
                boolean[] b = (boolean[]) to;
                for (int i = 0, s = source; i < count; i++, s += stride) {
                    b[places[i]] = a[s];
                }
            }
            default -> throw new IllegalArgumentException("no array of elements: " + from.getClass());
        }
    }

    /// Combines a strided piece of an array with a strided piece of another of the same type.
    static void combine(
            Combine combine,
            DType dtype,
            Object from,
            int source,
            int stride,
            Object to,
            int target,
            int reach,
            int count) {
        if (combine == Combine.ADD && stride == 1 && reach == 1) {
            switch (from) {
                case float[] a -> {
                    float[] b = (float[]) to;
                    for (int i = 0; i < count; i++) {
                        b[target + i] += a[source + i];
                    }
                    return;
                }
                case double[] a -> {
                    double[] b = (double[]) to;
                    for (int i = 0; i < count; i++) {
                        b[target + i] += a[source + i];
                    }
                    return;
                }
                default -> {}
            }
        }
        int[] places = new int[Math.min(count, Pointers.TILE)];
        for (int start = 0; start < count; start += places.length) {
            int length = Math.min(places.length, count - start);
            for (int i = 0; i < length; i++) {
                places[i] = target + (start + i) * reach;
            }
            scatter(combine, dtype, from, source + start * stride, stride, to, places, length);
        }
    }

    private static float meet(Combine combine, float a, float b) {
        return switch (combine) {
            case REPLACE -> b;
            case ADD -> a + b;
            case MULTIPLY -> a * b;
            case MAX -> Math.max(a, b);
            case MIN -> Math.min(a, b);
        };
    }

    private static double meet(Combine combine, double a, double b) {
        return switch (combine) {
            case REPLACE -> b;
            case ADD -> a + b;
            case MULTIPLY -> a * b;
            case MAX -> Math.max(a, b);
            case MIN -> Math.min(a, b);
        };
    }

    private static long meet(Combine combine, long a, long b) {
        return switch (combine) {
            case REPLACE -> b;
            case ADD -> a + b;
            case MULTIPLY -> a * b;
            case MAX -> Math.max(a, b);
            case MIN -> Math.min(a, b);
        };
    }

    private static short meet(Combine combine, DType dtype, short a, short b) {
        return switch (dtype) {
            case FLOAT16 -> Half.toFloat16(meet(combine, Half.fromFloat16(a), Half.fromFloat16(b)));
            case BFLOAT16 -> Half.toBfloat16(meet(combine, Half.fromBfloat16(a), Half.fromBfloat16(b)));
            default -> (short) meet(combine, (long) a, (long) b);
        };
    }
}
