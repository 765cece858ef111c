/** The fast backend. */
module dev.obor.cpu {
    requires dev.obor;
    requires jdk.incubator.vector;
}
