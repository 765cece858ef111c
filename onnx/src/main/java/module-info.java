/// Modules as ONNX files, for other runtimes.
module dev.obor.onnx {
    requires transitive dev.obor;
    requires dev.obor.io;
    requires com.google.protobuf;

    exports dev.obor.onnx;
}
