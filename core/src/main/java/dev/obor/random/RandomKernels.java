package dev.obor.random;

import java.util.Iterator;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.IntConsumer;

/// The loops of this package that take most of its time, for a platform to do faster: with the same bits,
/// always.
///
/// [PortableKernels] says what each of them does in the shortest code. A module that knows vectors or threads
/// provides another implementation as a service.
public interface RandomKernels {
    /// Returns the implementation that is provided, else the portable one.
    static RandomKernels current() {
        return Holder.FOUND;
    }

    /// Writes the state of the Mersenne Twister that follows a state, of 624 words, to another array.
    void twist(int[] old, int[] fresh);

    /// Tempers `count` words of the twister's state.
    void temper(int[] state, int from, int[] words, int to, int count);

    /// Writes the words of `blocks` blocks of Philox 4x32-10, four words each, from block `number` of a
    /// stream on.
    void philox(long key, long stream, long number, int[] words, int to, int blocks);

    /// Makes uniform numbers of the lower 24 bits of words: their fraction of 2²⁴ times `width`, plus `from`,
    /// fused.
    void uniform(int[] words, float[] out, int at, int count, float width, float from);

    /// Makes normal numbers of words, a multiple of 16, as [FloatNormals] says.
    void normal(int[] words, float[] out, int at, int count, float mean, float std);

    /// Finds the categories of numbers of 53 bits, each made of the lower 21 bits of a word and the next
    /// word: the count of `thresholds`, which ascend, that lie below the number.
    void categories(int[] words, long[] thresholds, long[] out, int at, int count);

    /// Runs a body for each of 0 to tasks - 1, in any order and on any threads, and returns when all have
    /// ended.
    void share(int tasks, IntConsumer body);

    /// Found when first needed, for the life of the process.
    final class Holder {
        private static final RandomKernels FOUND = find();

        private Holder() {}

        private static RandomKernels find() {
            Iterator<RandomKernels> provided = ServiceLoader.load(
                            RandomKernels.class, RandomKernels.class.getClassLoader())
                    .iterator();
            try {
                if (provided.hasNext()) {
                    return provided.next();
                }
            } catch (ServiceConfigurationError e) {
                System.getLogger(RandomKernels.class.getName())
                        .log(
                                System.Logger.Level.WARNING,
                                "random: a provider cannot be loaded; using portable loops",
                                e);
            }
            return new PortableKernels();
        }
    }
}
