package dev.obor.cpu;

/// A loop over one run, made at run time for one formula and one combination of dtypes.
///
/// The operands are the outputs, then the inputs. A map computes `output[i]` from `input[i]` for each i of
/// the run. A fold combines the values into the lanes of its one output: value i into lane i modulo the
/// number of lanes.
interface Kernel {
    /// Runs the loop.
    ///
    /// @param arrays the operands' arrays
    /// @param offsets the place of the run's first element in each
    /// @param length the number of elements
    /// @param params the values of the formula's parameters
    void run(Object[] arrays, int[] offsets, int length, double[] params);
}
