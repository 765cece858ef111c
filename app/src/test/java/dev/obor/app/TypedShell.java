package dev.obor.app;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import jdk.jshell.tool.JavaShellToolBuilder;

/// What a shell came to that a script was piped into.
///
/// @param code the exit code
/// @param text what it printed, with what was typed
record TypedShell(int code, String text) {
    static TypedShell type(String script) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        JavaShellToolBuilder builder = JavaShellToolBuilder.builder()
                .in(new ByteArrayInputStream(script.getBytes(StandardCharsets.UTF_8)), InputStream.nullInputStream())
                .out(out)
                .err(out);
        int code = new ShellCommand().run(builder);
        return new TypedShell(code, bytes.toString(StandardCharsets.UTF_8).replace("\r", ""));
    }
}
