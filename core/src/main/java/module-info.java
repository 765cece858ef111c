/// Tensors, operators, autograd, modules and optimizers.
module dev.obor {
    exports dev.obor.error;
    exports dev.obor.dtype;
    exports dev.obor.layout;
    exports dev.obor.storage;
    exports dev.obor.random;
}
