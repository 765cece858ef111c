/// JMH benchmarks; never published.
module dev.obor.bench {
    requires dev.obor;
    requires jmh.core;
}
