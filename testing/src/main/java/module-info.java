/** Helpers for tests of tensor code. */
module dev.obor.testing {
    requires transitive dev.obor;
    requires tools.jackson.core;
}
