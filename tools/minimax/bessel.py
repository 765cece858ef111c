"""The fits of dev.obor.math.Bessel and dev.obor.math.ModifiedBessel. Run: python3 bessel.py"""
from fit import *

TINY = mp.mpf(10) ** -8
END = mp.mpf(1) / 64
root = mp.sqrt


def phase(n, z):
    """Amplitudes P and Q x of J = sqrt(2 / (pi x)) (P cos t - Q sin t), Y = ... (P sin t + Q cos t), z = 1 / x^2."""
    x = 1 / root(z)
    t = x - mp.pi / 4 * (2 * n + 1)
    j, y, c = mp.besselj(n, x), mp.bessely(n, x), root(mp.pi / 2 * x)
    return c * (j * mp.cos(t) + y * mp.sin(t)), c * (y * mp.cos(t) - j * mp.sin(t)) * x


def regular(n, z):
    """What Y has beside its logarithm and pole, over x^n, z = x^2."""
    x = root(z)
    y = mp.bessely(n, x) - 2 / mp.pi * mp.log(x) * mp.besselj(n, x)
    return y if n == 0 else (y + 2 / mp.pi / x) / x


def split(name, x):
    print(name, float(x).hex(), float(x - mp.mpf(float(x))).hex())


for n in (0, 1):
    zeros = [mp.besseljzero(n, k) for k in (1, 2)]
    for k in (1, 2):
        split(f"zero {k} of J{n}", zeros[k - 1])
        split(f"zero {k} of Y{n}", mp.besselyzero(n, k))
    squares = [z**2 for z in zeros]
    print(f"J{n} / x^n over (x^2 - zero^2)s in x^2 - 32, Y{n} without logarithm and pole in x^2 - 32")
    rational(f"J{n}", filled(lambda u: mp.besselj(n, root(u + 32)) / root(u + 32) ** n
                             / ((u + 32 - squares[0]) * (u + 32 - squares[1])), *[s - 32 for s in squares]),
             TINY - 32, 32, 9, 6)
    rational(f"Y{n}", lambda u: regular(n, u + 32), TINY - 32, 32, 9, 7, absolute=True)
    print("amplitudes from 8 on, in 1 / x^2")
    rational(f"P{n}", lambda z: phase(n, z)[0], mp.mpf(10) ** -6, END, 6, 5)
    rational(f"Q{n}", lambda z: phase(n, z)[1], mp.mpf(10) ** -6, END, 6, 5)

for n in (0, 1):
    print(f"I{n} / x^n in x^2; sqrt(x) exp(-x) I{n} in 1 / x - 1 / 16 + 1 / 48 and in 1 / x")
    rational(f"I{n}", lambda z: mp.besseli(n, root(z)) / root(z) ** n, TINY, 64, 8, 7)
    middle = mp.mpf(1) / 12
    rational(f"I{n}_MIDDLE", lambda u: mp.exp(-1 / (u + middle)) * mp.besseli(n, 1 / (u + middle)) / root(u + middle),
             mp.mpf(1) / 24 - middle, mp.mpf(1) / 8 - middle, 9, 8)
    rational(f"I{n}_TAIL", lambda t: mp.exp(-1 / t) * mp.besseli(n, 1 / t) / root(t),
             mp.mpf(1) / 2000, mp.mpf(1) / 24, 5, 4)
    print(f"K{n} without its logarithm, times x^n, in x^2; sqrt(x) exp(x) K{n} in 1 / x")
    if n == 0:
        rational("K0", lambda z: mp.besselk(0, root(z)) + mp.log(root(z) / 2) * mp.besseli(0, root(z)),
                 TINY, 1, 5, 2, absolute=True)
    else:
        rational("K1", lambda z: (mp.besselk(1, root(z)) - mp.log(root(z) / 2) * mp.besseli(1, root(z))) * root(z),
                 TINY, 1, 5, 2)
    rational(f"K{n}_TAIL", lambda t: mp.exp(1 / t) * mp.besselk(n, 1 / t) / root(t), TINY, 1, 11, 10)
