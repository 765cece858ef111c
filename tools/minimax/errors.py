"""The fits of dev.obor.math.Errors. Run: python3 errors.py"""
from fit import *

TINY = mp.mpf(10) ** -8


def erfcx(x):
    return mp.exp(x * x) * mp.erfc(x)


def erfcinv(s):
    """The x with erfc(x) = s, by Newton's method."""
    size = -mp.log(s)
    x = mp.erfinv(1 - s) if s > 1e-10 else mp.sqrt(size - mp.log(mp.sqrt(mp.pi * size)))
    for _ in range(12):
        x += (mp.erfc(x) - s) * mp.sqrt(mp.pi) / 2 * mp.exp(x * x)
    return x


def by_root(r):
    """erfcinv at s = exp(-r^2)."""
    return erfcinv(mp.exp(-r * r))


print("erf(x) / x in x^2")
rational("ERF", lambda z: mp.erf(mp.sqrt(z)) / mp.sqrt(z), TINY, 0.25, 8, 0)
print("exp(x^2) erfc(x) in x, and times x in 1 / x^2")
rational("ERFCX_0", erfcx, 0, 0.5, 5, 5)
rational("ERFCX_1", erfcx, 0.5, 1.5, 7, 6)
rational("ERFCX_2", erfcx, 1.5, 4, 7, 6)
rational("ERFCX_TAIL", lambda z: erfcx(1 / mp.sqrt(z)) / mp.sqrt(z), TINY, mp.mpf(1) / 16, 5, 5)
print("the inverse of erf over x in x^2; the inverse of erfc at exp(-r^2) in r")
rational("INVERSE", lambda z: mp.erfinv(mp.sqrt(z)) / mp.sqrt(z), TINY, 0.25, 5, 4)
rational("INVERSE_1", by_root, 0.83, 2, 8, 7)
rational("INVERSE_2", by_root, 2, 6.1, 9, 9)
rational("INVERSE_3", by_root, 6.1, 27.4, 9, 9)
