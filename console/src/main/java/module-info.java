/// Progress bars and timings for programs that run in a terminal.
module dev.obor.console {
    requires transitive dev.obor;
    requires me.tongfei.progressbar;

    exports dev.obor.console;
}
