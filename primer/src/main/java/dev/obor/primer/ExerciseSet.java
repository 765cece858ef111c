package dev.obor.primer;

import java.util.List;

/// The exercises of a course.
///
/// @param letter by which the set is called
/// @param title what it is about
/// @param exercises in their order
public record ExerciseSet(String letter, String title, List<Exercise> exercises) {}
