"""The fits of dev.obor.math.Airy. Run: python3 airy.py"""
from fit import *


def size(t):
    """The |x| with 2/3 |x|^(3/2) = t."""
    return (mp.mpf(3) / 2 * t) ** (mp.mpf(2) / 3)


def phase(z):
    """Amplitudes P and Q t of Ai(-x) = (P cos(t - pi/4) + Q sin(t - pi/4)) / (sqrt(pi) x^(1/4)), z = 1 / t^2."""
    t = 1 / mp.sqrt(z)
    a, b = mp.airyai(-size(t)), mp.airybi(-size(t))
    c, s = mp.cos(t - mp.pi / 4), mp.sin(t - mp.pi / 4)
    scale = mp.sqrt(mp.pi) * size(t) ** mp.mpf(0.25)
    return scale * (a * c - b * s), scale * (a * s + b * c) * t


def tail(v):
    """2 sqrt(pi) x^(1/4) exp(t) Ai(x) at t = 1 / v."""
    x = size(1 / v)
    return mp.airyai(x) * mp.exp(1 / v) * 2 * mp.sqrt(mp.pi) * x ** mp.mpf(0.25)


zeros = [mp.airyaizero(k) for k in (1, 2)]
for zero in zeros:
    print("zero", float(zero).hex(), float(zero - mp.mpf(float(zero))).hex())
print("Ai(0), -Ai'(0):", float(mp.airyai(0)).hex(), float(-mp.airyai(0, derivative=1)).hex())
print("the even and odd series in x^3, for x from -1 to 1")
rational("FIRST", lambda w: mp.hyp0f1(mp.mpf(2) / 3, w / 9), -1, 1, 7, 0)
rational("SECOND", lambda w: mp.hyp0f1(mp.mpf(4) / 3, w / 9), -1, 1, 7, 0)
print("Ai over (x - zero)s in x + 2.75")
rational("ZEROS", lambda u: filled(lambda x: mp.airyai(x) / (x - zeros[0]) / (x - zeros[1]), *zeros)(u - 2.75),
         -1.75, 1.75, 10, 10)
print("the decaying tail from 1 on, in 1 / t; the amplitudes from -4.5 on, in 1 / t^2")
rational("TAIL", tail, mp.mpf(1) / 2000, mp.mpf(3) / 2, 11, 11)
END = mp.mpf(9) / 4 / mp.mpf(4.5) ** 3
rational("P", lambda z: phase(z)[0], mp.mpf(10) ** -6, END, 6, 5)
rational("Q", lambda z: phase(z)[1], mp.mpf(10) ** -6, END, 7, 7)
