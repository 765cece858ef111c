/// The fast backend.
module dev.obor.cpu {
    requires dev.obor;
    requires ejml.core;
    requires ejml.ddense;
    requires jdk.incubator.vector;

    provides dev.obor.backend.Backend with
            dev.obor.cpu.CpuBackend;
    provides dev.obor.random.RandomKernels with
            dev.obor.cpu.CpuRandom;
}
