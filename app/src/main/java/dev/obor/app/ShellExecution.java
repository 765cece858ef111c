package dev.obor.app;

import java.util.Arrays;
import java.util.Map;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/// Runs what is typed as JShell does, in a process of its own, but shows an error with the lines that were
/// typed, and not with the library's insides or Java's. JShell finds it as a service, by its name.
public final class ShellExecution implements ExecutionControlProvider {
    static final String NAME = "obor";

    /// How JShell starts its process, and how else where that does not work.
    private static final String PROCESS = "failover:0(jdi:hostname(127.0.0.1)),1(jdi:launch(true)),2(jdi)";

    /// The package into which JShell puts what is typed.
    private static final String TYPED = "REPL.";

    /// How many lines of an error are shown: a recursion without end has a thousand.
    private static final int MOST = 8;

    /// Makes the provider; JShell does.
    public ShellExecution() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public ExecutionControl generate(ExecutionEnv environment, Map<String, String> parameters) throws Throwable {
        return new Shortened(ExecutionControl.generate(environment, PROCESS));
    }

    /// Returns the places in what was typed; all places if there is none.
    private static StackTraceElement[] typed(StackTraceElement... places) {
        StackTraceElement[] typed = Arrays.stream(places)
                .filter(place -> place.getClassName().startsWith(TYPED))
                .limit(MOST)
                .toArray(StackTraceElement[]::new);
        return typed.length == 0 ? places : typed;
    }

    /// Passes all on, and shortens errors.
    ///
    /// @param process where it is run
    private record Shortened(ExecutionControl process) implements ExecutionControl {
        @Override
        public String invoke(String className, String methodName)
                throws RunException, EngineTerminationException, InternalException {
            try {
                return process.invoke(className, methodName);
            } catch (UserException e) {
                for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                    cause.setStackTrace(typed(cause.getStackTrace()));
                }
                throw e;
            }
        }

        @Override
        public void load(ClassBytecodes[] classes)
                throws ClassInstallException, NotImplementedException, EngineTerminationException {
            process.load(classes);
        }

        @Override
        public void redefine(ClassBytecodes[] classes)
                throws ClassInstallException, NotImplementedException, EngineTerminationException {
            process.redefine(classes);
        }

        @Override
        public String varValue(String className, String variable)
                throws RunException, EngineTerminationException, InternalException {
            return process.varValue(className, variable);
        }

        @Override
        public void addToClasspath(String path) throws EngineTerminationException, InternalException {
            process.addToClasspath(path);
        }

        @Override
        public void stop() throws EngineTerminationException, InternalException {
            process.stop();
        }

        @Override
        public Object extensionCommand(String command, Object argument)
                throws RunException, EngineTerminationException, InternalException {
            return process.extensionCommand(command, argument);
        }

        @Override
        public void close() {
            process.close();
        }
    }
}
