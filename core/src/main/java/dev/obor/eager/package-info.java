/// The default interpreter: it computes at once. For every operator it checks, promotes, allocates, runs, and
/// records.
package dev.obor.eager;
