/// The fast backend.
module dev.obor.cpu {
    requires dev.obor;
    requires jdk.incubator.vector;

    provides dev.obor.backend.Backend with
            dev.obor.cpu.CpuBackend;
}
