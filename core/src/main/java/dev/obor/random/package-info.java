/// Random numbers: [dev.obor.random.Generator] fills Java arrays from a stream of random bits, [dev.obor.random.Draw]
/// names the distributions from which single numbers are drawn.
///
/// ```java
/// Generator generator = Generator.mersenneTwister(42);
/// float[] weights = new float[1000];
/// generator.normal(weights, 0, weights.length, 0, 0.1);
/// generator.fill(weights, 0, 500, Draw.exponential(2));
/// long[] order = generator.permutation(60000);
/// ```
///
/// # Vocabulary
///
/// A *word* is 32 random bits. A *stream* is the endless row of words that belongs to a seed; a generator stands at a
/// place of one. A *draw* makes one number of a distribution and takes words from the stream: one for a float32
/// uniform number and for an integer of a range up to 2³², two for everything made in float64, and an unforeseeable
/// count where candidates are rejected (gamma, Poisson, binomial). A *fill* makes the numbers of one contiguous
/// tensor, in the order of memory.
///
/// # PyTorch's numbers
///
/// The Mersenne Twister gives the numbers of PyTorch's CPU generator as built without MKL: after the same seed and
/// calls, the same place in the stream, always, and the same states, byte for byte. How equal the numbers are depends
/// on what they are made of:
///
/// - uniform numbers, integers, permutations, truth values, counts and everything of 16 bits: equal;
/// - float32 numbers drawn one by one: equal, but for a rounding in some hundred million;
/// - float32 normal numbers in blocks, that is 16 and more of a contiguous tensor: within 2.2e-6, of which 1.5e-6 are
/// the error of PyTorch's vector code;
/// - float64 normal and exponential numbers: equal in 99.6 of 100, else one unit in the last place off, two at the
/// rarest; other
///   float64 numbers mostly equal, else some such units off.
///
/// PyTorch fuses multiplications with additions where it scales uniform and normal numbers; so does this package.
///
/// # The same bits anywhere
///
/// Logarithms and their kin come from [StrictMath] or are written in IEEE basic operations: never from [Math], whose
/// last bits differ between machines. So a seed gives the same bits on every machine, whatever the values are
/// compared with.
///
/// # Threads
///
/// A generator may be shared, but only one thread at a time draws. For parallel work there is Philox: `split(n)`
/// gives each worker a stream of its own, and `ahead(words)` enters a stream anywhere, so that the pieces of one fill
/// are made side by side and equal those of one call. Pieces of a normal fill start at multiples of 16, and only the
/// last may have another length, of 16 at least.
///
/// Long fills from Philox are shared among threads without being asked, with the numbers of one thread.
///
/// Nothing here knows of tensors, shapes or devices, and no thread is made here: the loops that take the time
/// are those of [dev.obor.random.RandomKernels], which a backend may provide in vectors and on threads.
package dev.obor.random;
