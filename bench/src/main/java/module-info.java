/// JMH benchmarks; never published.
module dev.obor.bench {
    requires dev.obor;
    requires dev.obor.io;
    requires jmh.core;
}
