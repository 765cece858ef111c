/// The command line: `obor train`, `predict`, `info`, `conformance`. A command ([dev.obor.app.TrainCommand]
/// …) reads its options and prints; what it does stands in classes of its own ([dev.obor.app.Training],
/// [dev.obor.app.Classifier], [dev.obor.app.InkImage]).
///
/// Exit codes: 0 for success, 1 where a check found something wrong, 2 for an error, which is one line on the error
/// stream, and 130 after Ctrl-C. Only this package prints.
package dev.obor.app;
