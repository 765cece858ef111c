/// A loop for training, with callbacks, and checkpoints from which a killed run goes on.
module dev.obor.train {
    requires transitive dev.obor;
    requires dev.obor.io;

    exports dev.obor.train;
}
