/// Tensors, operators, autograd, modules and optimizers.
module dev.obor {
    exports dev.obor;
    exports dev.obor.error;
    exports dev.obor.dtype;
    exports dev.obor.layout;
    exports dev.obor.storage;
    exports dev.obor.math;
    exports dev.obor.expr;
    exports dev.obor.random;
    exports dev.obor.tensor;
    exports dev.obor.backend;
    exports dev.obor.autograd;
    exports dev.obor.einops;
    exports dev.obor.nn;
    exports dev.obor.optim;
    exports dev.obor.distributions;
    exports dev.obor.data;
    exports dev.obor.data.transforms;

    uses dev.obor.tensor.Interpreter;
    uses dev.obor.tensor.PatternLanguage;
    uses dev.obor.backend.Backend;

    provides dev.obor.tensor.Interpreter with
            dev.obor.eager.EagerInterpreter;
    provides dev.obor.tensor.PatternLanguage with
            dev.obor.einops.TensorPatterns;
    provides dev.obor.backend.Backend with
            dev.obor.reference.ReferenceBackend;
}
