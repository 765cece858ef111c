/// Random numbers: [dev.obor.random.Generator] fills arrays from a stream of random bits, [dev.obor.random.Draw] names
/// distributions from which single numbers are drawn.
package dev.obor.random;
