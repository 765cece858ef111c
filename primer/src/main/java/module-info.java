/// Five sets of exercises that use the whole library.
module dev.obor.primer {
    requires transitive dev.obor;
    requires dev.obor.console;
    requires dev.obor.io;
    requires transitive dev.obor.plot;
    requires dev.obor.testing;

    exports dev.obor.primer;
}
