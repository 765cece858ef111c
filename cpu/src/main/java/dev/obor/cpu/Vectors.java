package dev.obor.cpu;

import java.lang.System.Logger.Level;
import jdk.incubator.vector.VectorShape;

/// Tells whether the Vector API can be used, without loading any class of it where the answer is no.
///
/// The module `jdk.incubator.vector` is there when this library lies on the module path; a program on the
/// class path must ask for it by a flag. Without it every kernel is a scalar loop, with the same results.
final class Vectors {
    /// The bits in a vector of kernels for which the preferred ones are too wide: see [KernelPlan#isNarrow()].
    static final int NARROW_BITS = 256;

    private static final String MODULE = "jdk.incubator.vector";

    private Vectors() {}

    /// Tells whether kernels may use the Vector API: its module is loaded and the processor's vectors have
    /// 128 bits or more. The first call logs a warning where the module is missing.
    static boolean available() {
        return bits() != 0;
    }

    /// Returns the number of bits in the processor's preferred vector, 0 where vectors are not [#available()].
    static int bits() {
        return Width.BITS;
    }

    private static final class Width {
        static final int BITS = bits();

        private static int bits() {
            if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
                System.getLogger(Vectors.class.getName())
                        .log(
                                Level.WARNING,
                                "vectors: the module " + MODULE + " is not loaded, so kernels run as scalar"
                                        + " loops, several times slower: start java with --add-modules " + MODULE);
                return 0;
            }
            int preferred = Incubator.preferredBits();
            return preferred < 128 ? 0 : preferred;
        }
    }

    /// The only code here that loads the Vector API.
    private static final class Incubator {
        static int preferredBits() {
            return VectorShape.preferredShape().vectorBitSize();
        }
    }
}
