/// The command line.
module dev.obor.app {
    requires dev.obor;
    requires dev.obor.io;
    requires dev.obor.plot;
    requires dev.obor.primer;
    requires dev.obor.testing;
    requires info.picocli;
    requires java.desktop;
    requires me.tongfei.progressbar;

    opens dev.obor.app to
            info.picocli;
}
