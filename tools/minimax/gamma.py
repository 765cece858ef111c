"""The fits of dev.obor.math.Gamma. Run: python3 gamma.py"""
from fit import *

TINY = mp.mpf(10) ** -8


def at(z):
    """The argument x for z = 1 / x^2."""
    return 1 / mp.sqrt(z)


def stirling(z):
    x = at(z)
    return (mp.loggamma(x) - (x - mp.mpf(1) / 2) * mp.log(x) + x - mp.log(2 * mp.pi) / 2) * x


def digamma_tail(z):
    x = at(z)
    return (mp.log(x) - 1 / (2 * x) - mp.digamma(x)) * x**2


ROOT = mp.findroot(mp.digamma, 1.46)

# v >= 0 lets no terms cancel; the constant taken out makes the rounding errors of the rest small.
print("log-gamma over (x - 1)(x - 2) less 1/2 in v = x - 11/16, less 3/8 in v = x - 3/2")
low, middle = -mp.mpf(5) / 16, -mp.mpf(1) / 2
rational("NEAR_1", filled(lambda v: mp.loggamma(1 + v + low) / ((v + low) * (v + low - 1)) - mp.mpf(1) / 2, -low, 1 - low),
         0, 0.5 - low, 8, 6, absolute=True)
rational("NEAR_2", filled(lambda v: mp.loggamma(2 + v + middle) / ((v + middle) * (v + middle + 1)) - mp.mpf(3) / 8,
                          -middle, -1 - middle), 0, 1.5, 7, 7, absolute=True)
print("what Stirling's formula lacks, times x, in 1 / x^2")
rational("STIRLING", stirling, TINY, mp.mpf(1) / 64, 6, 0)
print("the root of digamma:", float(ROOT).hex(), float(ROOT - mp.mpf(float(ROOT))).hex())
print("digamma over x - root, in x - 1")
rational("DIGAMMA", filled(lambda u: mp.digamma(u + 1) / (u + 1 - ROOT), ROOT - 1), 0, 1, 6, 5)
print("(log x - 1 / (2x) - digamma) x^2, in 1 / x^2")
rational("DIGAMMA_TAIL", digamma_tail, TINY, mp.mpf(1) / 100, 6, 0)
