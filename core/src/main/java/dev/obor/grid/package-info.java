/// Kernels over a grid of threads, as one writes them for a graphics card: a function of one thread, launched for every
/// thread of every block.
///
/// ```java
/// Cells a = Cells.of("a", x), b = Cells.of("b", y), c = Cells.of("c", result);
/// Grid.launch(Size.of(2, 3), Size.of(16, 16), thread -> {
///     int row = thread.globalY();
///     int column = thread.globalX();
///     if (row < c.size(0) && column < c.size(1)) {
///         float sum = 0;
///         for (int k = 0; k < a.size(1); k++) {
///             sum += a.get(row, k) * b.get(k, column);
///         }
///         c.set(sum, row, column);
///     }
/// });
/// ```
///
/// - A *grid* is so many *blocks* in x, y and z; a block is so many *threads*. The x coordinate runs fastest, as in CUDA.
/// - *Cells* are float32 elements that kernels read and write: those of a tensor, or memory that the threads of one block
///   share ([dev.obor.grid.GridThread#shared(String, int...)]).
/// - At a *barrier* ([dev.obor.grid.GridThread#barrier()], CUDA's `__syncthreads`) the threads of a block wait until each
///   of them has come, or has ended. What was written before is seen behind it.
///
/// Here a grid runs on the processor. Blocks run on as many threads of the system as operators use; the threads of a block
/// run one after another up to the next barrier, in the order of their numbers, so a kernel without races gives the same
/// bits every time. A block whose threads meet no barrier is a plain loop; one with barriers takes a virtual thread for each.
///
/// Element access is always checked against the bounds. [dev.obor.grid.Grid#debug(Size, Size, Kernel)] also checks for
/// races: cells that two threads use, one of them to write, without a barrier between.
///
/// What must never be put here: operators. A kernel has no gradient.
package dev.obor.grid;
