/// Files and the published datasets: safetensors, IDX, MNIST, and digits that are drawn where there is no
/// MNIST.
module dev.obor.io {
    requires transitive dev.obor;
    requires java.net.http;
    requires tools.jackson.core;

    exports dev.obor.io;
}
