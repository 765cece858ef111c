/// What a person sees of a program while it runs: [dev.obor.console.Progress] shows how far a loop has come,
/// [dev.obor.console.Timing] how long a piece of code takes.
///
/// ```java
/// for (var batch : progress(loader, "epoch 1")) {
///     train(batch);
/// }
/// for (int i : progress(1000, "samples")) {
///     draw(i);
/// }
/// Timing timing = timeit(() -> a.matmul(b));    // 1.23 ms ± 45.6 µs per loop (mean ± std. dev. of 7 runs, …)
/// ```
///
/// A bar is drawn on a terminal only; where output goes to a file, a pipe or a notebook, a loop is silent.
/// The bars are those of `me.tongfei:progressbar`.
///
/// What does not belong here: logging, colours, reading what a user types.
package dev.obor.console;
