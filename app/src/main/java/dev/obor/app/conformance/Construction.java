package dev.obor.app.conformance;

import dev.obor.nn.Module;
import dev.obor.testing.GoldenValue;

/// Makes the objects that golden files say how to construct.
final class Construction {
    private Construction() {}

    /// Returns the object.
    ///
    /// @throws Absent if there is no such class, or no constructor takes the arguments
    /// @throws Raised if the constructor throws
    static Object of(GoldenValue.Construct construct) {
        if (!construct.kind().equals("module")) {
            return ProbabilityObjects.of(construct);
        }
        String name = "dev.obor." + construct.name();
        Class<?> type = Names.find(name).orElseThrow(() -> new Absent("there is no class '" + name + "'"));
        return Library.construct(type, new Call(construct.name(), construct.args(), construct.kwargs()));
    }

    /// Returns the module.
    ///
    /// @throws Absent if there is no such module
    /// @throws Raised if its constructor throws
    static Module module(GoldenValue value) {
        if (value instanceof GoldenValue.Construct construct && of(construct) instanceof Module module) {
            return module;
        }
        throw new Absent("there is no module for " + Descriptions.of(value));
    }
}
