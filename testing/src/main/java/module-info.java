/// Helpers for tests of tensor code: gradient checks, comparisons, layout variants and golden files.
module dev.obor.testing {
    requires transitive dev.obor;
    requires tools.jackson.core;

    exports dev.obor.testing;

    uses dev.obor.backend.Backend;
}
