"""The fit of dev.obor.math.Logarithm. Run: python3 logarithm.py"""
from fit import *

print("(2 artanh(s) - 2 s) / s^3 in s^2")
rational("LOG", lambda z: (2 * mp.atanh(mp.sqrt(z)) - 2 * mp.sqrt(z)) / mp.sqrt(z) ** 3, mp.mpf(10) ** -8, 0.0297, 8, 0)
