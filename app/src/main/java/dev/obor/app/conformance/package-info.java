/// The comparison of the library with PyTorch behind `obor conformance`.
///
/// A *case* is a line of a golden file: a call and what PyTorch 1.13 returned for it, gradients included. It *passes*
/// if the library's public API returns the same within the operator's [Tolerance]; it *fails* if the library returns
/// or throws something else; it is *missing* if there is no public method of that name, or none that takes the
/// arguments. There is no fourth verdict, and no case is skipped.
///
/// ```java
/// new Conformance(ConformanceOptions.DEFAULT).run(List.of(Path.of("opinfo.jsonl.gz")), System.out::println);
/// ```
///
/// The adapter maps names and the shapes of arguments, and computes nothing: [Names] turns a Python name into Java
/// names, [Binding] gives the arguments of a call to the parameters of a method, [Conversion] turns a Python value
/// into a Java one. Methods are found by reflection, so an operator that is added to the library is compared without
/// a change here, if its parameters have PyTorch's names in camelCase or stand in PyTorch's order. What Java says
/// otherwise than Python stands in two tables: the irregular names in [Names], and defaults in `signatures.txt`
/// ([Signature]).
///
/// Nothing that an operator does may ever be put here: a case that needs arithmetic to pass is a missing method.
package dev.obor.app.conformance;
