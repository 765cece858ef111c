package dev.obor.nn;

/// Which of a weight's two numbers of connections decides its starting values.
public enum FanMode {
    /// The inputs of each output: keeps the variance of what goes forward.
    FAN_IN,
    /// The outputs of each input: keeps the variance of what goes back.
    FAN_OUT
}
