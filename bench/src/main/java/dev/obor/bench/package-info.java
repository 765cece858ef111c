/// JMH benchmarks of the kernel families. Their names carry those of the workloads in `bench/RESULTS.md`, where the
/// numbers stand beside PyTorch's. `bench/run` runs them.
package dev.obor.bench;
