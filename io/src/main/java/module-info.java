/// Files and datasets.
module dev.obor.io {
    requires transitive dev.obor;
    requires tools.jackson.core;
    requires java.net.http;

    exports dev.obor.io;
}
