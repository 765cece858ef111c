/// Files and the published datasets: NumPy's and PyTorch's files, safetensors, IDX, pickled arrays, images,
/// CSV, MNIST, and digits that are drawn where there is no MNIST.
module dev.obor.io {
    requires transitive dev.obor;
    requires de.siegmar.fastcsv;
    requires java.desktop;
    requires java.net.http;
    requires tools.jackson.core;

    exports dev.obor.io;
}
