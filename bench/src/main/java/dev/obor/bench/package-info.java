/// The workloads W1 to W14: each is timed here and, where `python3` has `torch`, by PyTorch in turn.
///
/// [Comparison][dev.obor.bench.Comparison] starts a process for each family of workloads and number of threads, reads
/// the lines of
/// JSON that it prints, and lays out the table. The JMH benchmarks for the kernels lie with the tests.
package dev.obor.bench;
