package dev.obor.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The rules of the house that class files can show. They are checked in the modules that are built before
/// this one; [SourcesTest] checks the order of the rooms in the others, too.
class ArchitectureTest {
    private static final JavaClasses CLASSES = classes();

    /// The functions that `java.lang.Math` may compute differently from machine to machine.
    private static final Set<String> INEXACT = Set.of(
            "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh", "exp", "expm1", "log",
            "log10", "log1p", "pow", "cbrt", "hypot", "random");

    private static JavaClasses classes() {
        List<Path> folders = Stream.of("core", "cpu", "io", "onnx", "testing")
                .map(module -> Rooms.PROJECT.resolve(module).resolve("target/classes"))
                .filter(Files::isDirectory)
                .toList();
        return new ClassFileImporter().importPaths(folders);
    }

    private static Stream<JavaClass> obors() {
        return CLASSES.stream().filter(c -> c.getPackageName().startsWith("dev.obor"));
    }

    @Test
    void theClassesAreThere() {
        assertThat(CLASSES.contain("dev.obor.tensor.Tensor")).isTrue();
        assertThat(CLASSES.contain("dev.obor.testing.GradCheck")).isTrue();
        assertThat(CLASSES.get("dev.obor.tensor.Tensor").getMethodCallsFromSelf())
                .isNotEmpty();
    }

    @Test
    void everyPackageHasItsRoom() {
        assertThat(obors().map(JavaClass::getPackageName).distinct().filter(name -> Rooms.place(name) < 0))
                .as("a new package needs a place in Rooms.ORDER and in docs/architecture.md")
                .isEmpty();
    }

    @Test
    void packagesUseOnlyWhatStandsAboveThem() {
        List<String> upward = obors().flatMap(c -> c.getDirectDependenciesFromSelf().stream())
                .filter(d ->
                        Rooms.place(target(d)) > Rooms.place(d.getOriginClass().getPackageName()))
                .map(Dependency::getDescription)
                .toList();
        assertThat(upward).isEmpty();
    }

    private static String target(Dependency dependency) {
        return dependency.getTargetClass().getBaseComponentType().getPackageName();
    }

    @Test
    void onlyTheCpuBackendKnowsVectorsAndClassFiles() {
        List<String> users = obors().filter(c -> !c.getPackageName().equals("dev.obor.cpu"))
                .flatMap(c -> c.getDirectDependenciesFromSelf().stream())
                .filter(d -> target(d).startsWith("jdk.incubator.vector")
                        || target(d).startsWith("java.lang.classfile")
                        || target(d).startsWith("sun.misc"))
                .map(Dependency::getDescription)
                .toList();
        assertThat(users).isEmpty();
    }

    @Test
    void theLibraryPrintsNothing() {
        assertThat(accesses(access -> access.getTargetOwner().isEquivalentTo(System.class)
                        && Set.of("out", "err").contains(access.getTarget().getName())))
                .isEmpty();
    }

    @Test
    void threadsAreMadeInWorkersOnly() {
        Predicate<JavaAccess<?>> makes = access -> {
            JavaClass owner = access.getTargetOwner();
            String name = access.getTarget().getName();
            return owner.isAssignableTo(Thread.class)
                            && Set.of("<init>", "ofPlatform", "ofVirtual", "startVirtualThread")
                                    .contains(name)
                    || owner.isEquivalentTo(java.util.concurrent.Executors.class)
                    || owner.isAssignableTo(java.util.concurrent.Executor.class) && name.equals("<init>")
                    || owner.isEquivalentTo(java.util.concurrent.CompletableFuture.class) && name.endsWith("Async")
                    || owner.isEquivalentTo(java.util.Timer.class)
                    || name.equals("parallelStream")
                    || owner.isAssignableTo(java.util.stream.BaseStream.class) && name.equals("parallel")
                    || owner.isEquivalentTo(java.util.Arrays.class) && name.startsWith("parallel");
        };
        // Workers compute; a loader's threads read, and may wait for a disk.
        Set<String> allowed = Set.of("dev.obor.cpu.Workers", "dev.obor.data.Prefetch");
        assertThat(accesses(makes.and(access -> allowed.stream()
                        .noneMatch(name -> access.getOriginOwner().getName().startsWith(name)))))
                .isEmpty();
    }

    @Test
    void noValueComesFromAFunctionThatDiffersBetweenMachines() {
        assertThat(accesses(access -> access.getTargetOwner().isEquivalentTo(Math.class)
                        && INEXACT.contains(access.getTarget().getName())))
                .as("use StrictMath")
                .isEmpty();
    }

    @Test
    void exceptionsOfTheLibraryAreItsOwn() {
        assertThat(obors().filter(c -> c.isAssignableTo(Throwable.class))
                        .filter(c -> !c.isAssignableTo("dev.obor.error.OborException")))
                .isEmpty();
    }

    private static List<String> accesses(Predicate<JavaAccess<?>> wanted) {
        return obors().flatMap(c -> c.getAccessesFromSelf().stream())
                .filter(wanted)
                .map(JavaAccess::getDescription)
                .toList();
    }
}
