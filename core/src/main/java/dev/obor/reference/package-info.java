/// Every primitive as the shortest correct loop, in double (integers in long): the executable specification
/// that other backends are tested against, and what answers where no other backend is on the path.
package dev.obor.reference;
