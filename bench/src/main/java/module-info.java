/// Workloads with PyTorch's side beside them, and the table of both.
module dev.obor.bench {
    requires dev.obor;
    requires java.management;
    requires jdk.management;
    requires tools.jackson.core;

    exports dev.obor.bench;
}
