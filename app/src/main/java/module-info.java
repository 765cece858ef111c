/// The command line.
module dev.obor.app {
    requires dev.obor;
    requires dev.obor.bench;
    requires dev.obor.console;
    requires dev.obor.io;
    requires dev.obor.plot;
    requires dev.obor.primer;
    requires dev.obor.testing;
    requires dev.obor.train;
    requires info.picocli;
    requires java.desktop;
    requires jdk.jshell;
    requires me.tongfei.progressbar;

    exports dev.obor.app.shell;

    opens dev.obor.app to
            info.picocli;

    provides jdk.jshell.spi.ExecutionControlProvider with
            dev.obor.app.ShellExecution;
}
