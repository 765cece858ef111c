"""Writes the points at which the float64 definitions are tested: function, argument, correctly rounded value, and what
is left of the exact value in units in the last place. Needs mpmath.

Run: python3 float64_points.py > ../../core/src/test/resources/dev/obor/expr/float64-points.txt
"""
import random

import mpmath as mp

mp.mp.prec = 1400
rng = random.Random(2026)

# Ranges in which the formulas differ or their errors are largest, and the worst arguments of a search of 10^7.
POINTS = {
    "EXP": (mp.exp, [(-1, 1), (-708, 709.78), (-745, -708)],
            "-0x1.626747a875a45p9 -0x1.6262933479ap9 0x1.6b65dc3a8114p-2 -0x1.fa6bfc3b372aap-1"),
    "EXPM1": (mp.expm1, [(-0.35, 0.35), (0.34, 0.6), (0.5, 4), (-3, -0.3), (-40, -3), (36, 39), (2, 709),
                         (-1e-8, 1e-8)],
              "0x1.6310ab884b0d2p-2 0x1.678d5eea8e041p-2 0x1.642ef8878faccp-2 0x1.766f2fdcf79b8p-2 0x1p-53"),
    "LOG": (mp.log, [(0.3, 0.8), (0.7, 1.6), (1.4, 3.1), (3, 1000), (0, 1e-300), (0, 1e-310), (1e200, 1e300)],
            "0x1.7ae73861b0f91p0 0x1.7cc0506e4ce59p-1 0x1.7c4e547e71cc9p-1 0x1.7d8d0b1d51047p0 "
            "0x1.fffffffffffffp-1 0x1.0000000000001p0 0x1.8p-1 0x1.7ffffffffffffp-1 0x1p-1074 0x0.fffffffffffffp-1022"),
    "LOG1P": (mp.log1p, [(-0.3, 0.3), (0.2, 0.6), (0.5, 3), (-1, -0.2), (3, 1000), (-1e-8, 1e-8), (1e200, 1e300)],
              "0x1.f07b1882de804p-2 -0x1.01d201f5a565ep-2 0x1p-1 0x1.fffffffffffffp-2 -0x1p-2 "
              "-0x1.fffffffffffffp-3 -0x1.ffffffffffffep-1 0x1p53 0x1p54 0x1.8p55"),
    "TANH": (mp.tanh, [(0, 0.5), (-1, -0.4), (0.95, 1.6), (1.5, 19), (-1e-8, 1e-8)],
             "0x1.f36e1f3e20e36p-1 0x1.ca02066468928p-1 -0x1.ce2735a02e375p-1 "
             "0x1.f3b1e9639f953p-1 0x1.f333333333333p-1"),
    "ERF": (mp.erf, [(0, 0.9), (-1.3, -0.8), (0.5, 3), (3, 6), (-1e-8, 1e-8)],
            "0x1.1766977e7f26cp0 0x1.15f4ac698fb29p0 0x1.cp-1 0x1.bffffffffffffp-1 0x1.8p2"),
    "EXP2": (lambda x: mp.power(2, x), [(-1, 1), (-1022, 1023.99), (-1074, -1020)], "0x1p-1 -0x1p-1 0x1p-54 0x1.8p1"),
    "LOG2": (lambda x: mp.log(x) / mp.log(2), [(0.3, 0.8), (0.7, 1.6), (1.4, 3.1), (3, 1000), (0, 1e-300), (0, 1e-310),
                                               (1e200, 1e300)],
             "0x1.fffffffffffffp-1 0x1.0000000000001p0 0x1.8p-1 0x1.7ffffffffffffp-1 0x1p-1074 0x1p3"),
    "LOG10": (mp.log10, [(0.3, 0.8), (0.7, 1.6), (1.4, 3.1), (3, 1000), (0, 1e-300), (0, 1e-310), (1e200, 1e300)],
              "0x1.fffffffffffffp-1 0x1.0000000000001p0 0x1.8p-1 0x1.7ffffffffffffp-1 0x1p-1074 0x1.f4p9"),
    "SIN": (mp.sin, [(-1, 1), (-10, 10), (3.1, 3.2), (0, 1e-300), (-1e5, 1e5), (1e6, 1.2e6), (1e7, 1e22)],
            "0x1.921fb54442d18p1 0x1.921fb54442d18p0 0x1.6ac5b262ca1ffp849 0x1p20 0x1.0000000000001p20"),
    "COS": (mp.cos, [(-1, 1), (-10, 10), (1.5, 1.6), (0, 1e-300), (-1e5, 1e5), (1e6, 1.2e6), (1e7, 1e22)],
            "0x1.921fb54442d18p1 0x1.921fb54442d18p0 0x1.6ac5b262ca1ffp849 0x1p20 0x1.0000000000001p20"),
    "SIGMOID": (lambda x: 1 / (1 + mp.exp(-x)), [(-1, 1), (-8, -1), (1, 40), (-745, -40), (-708, -700), (-1e-8, 1e-8)],
                "-0x1.0a111ap2 0x1.4p4 -0x1.6232bdd7abcd2p9 0x1.28p5"),
    "ATAN": (mp.atan, [(-0.5, 0.5), (0.4, 0.5), (-1, -0.5), (0.9, 2.5), (-100, 100), (-1e-8, 1e-8), (1e15, 1e17)],
             "-0x1.a860218c1c82ep-2 0x1.a9850772cc213p-2 0x1p0 0x1.fffffffffffffp-1 0x1.0000000000001p0 0x1.a8279ap-2 "
             "0x1p55 0x1.8p60"),
    "ASIN": (mp.asin, [(-0.5, 0.5), (0.5, 0.6), (-1, -0.5), (0.999, 1), (-1e-8, 1e-8)],
             "0x1.0c7249ba62f9ap-1 0x1.3217c93c49936p-1 0x1p-1 0x1.0000000000001p-1 0x1p0 -0x1p0 0x1.fffffffffffffp-1"),
    "ACOS": (mp.acos, [(-0.5, 0.5), (0.5, 0.6), (-0.6, -0.5), (-1, -0.5), (0.5, 1), (0.999, 1), (-1e-8, 1e-8)],
             "0x1.1a025ac74c9adp-1 0x1.1a1876bd2d568p-1 0x1p-1 0x1.0000000000001p-1 -0x1p0 0x1.fffffffffffffp-1"),
    "SINH": (mp.sinh, [(-0.35, 0.35), (0.34, 0.42), (-3, 3), (3, 40), (17, 19), (-710.47, -700), (-1e-8, 1e-8)],
             "0x1.783c4c5cea419p-2 0x1.68b1623060a32p-2 0x1.633ce8fb9f87dp9 -0x1.62e42fefa39efp9"),
    "COSH": (mp.cosh, [(-0.35, 0.35), (0.34, 0.42), (-3, 3), (3, 40), (17, 19), (-710.47, -700), (-1e-8, 1e-8)],
             "0x1.bffde3c75bc92p0 0x1.0c7e0e7ab989bp0 0x1.633ce8fb9f87dp9 -0x1.62e42fefa39efp9"),
    "TAN": (mp.tan, [(-1, 1), (-10, 10), (0.7, 0.9), (1.5, 1.6), (0, 1e-300), (-1e5, 1e5), (1e6, 1.2e6), (1e7, 1e22)],
            "0x1.8ea0b09adb43p-1 0x1.8fbd43eb786a9p-1 0x1.921fb54442d18p1 0x1.921fb54442d18p0 0x1.6ac5b262ca1ffp849 0x1p20 0x1.0000000000001p20"),
    "SINC": (lambda x: mp.sincpi(x), [(-0.5, 0.5), (0.4, 0.6), (-3, 3), (1, 100), (1e6, 1e9), (-1e-8, 1e-8), (1e14, 4e15)],
             "0x1.5a00dc7d2671dp6 0x1.7ebb766612678p0 0x1p-1 0x1.0000000000001p-1 0x1.8p0 0x1p-1074"),
    "ERFC": (mp.erfc, [(-0.5, 0.5), (-6, -0.4), (0.46, 1), (1, 6), (6, 26), (26, 27.3), (-1e-8, 1e-8)],
             "0x1.ep-2 0x1.dffffffffffffp-2 -0x1.ep-2 0x1p1 0x1.ap4 0x1.a8p4 0x1.bp4 0x1.bp5"),
}


def rounded(value):
    """The nearest float64 and what is left in its units."""
    _, exponent = mp.frexp(value)
    unit = mp.ldexp(1, max(exponent - 53, -1074))
    whole = mp.nint(value / unit)
    return whole * unit, float(value / unit - whole)


for name, (function, ranges, hard) in POINTS.items():
    arguments = [float.fromhex(x) for x in hard.split()]
    for low, high in ranges:
        arguments += [rng.uniform(low, high) for _ in range(25)]
    for x in arguments:
        y, rest = rounded(function(mp.mpf(x)))
        print(name, x.hex(), float(y).hex(), "%.6f" % rest)
