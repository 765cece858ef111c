"""Near-minimax rational and polynomial fits, for the other scripts here. Needs mpmath.

A rational function of degrees (n, d) is interpolated at the n + d + 1 Chebyshev nodes of an interval, which costs
a factor of a few against the best one; the coefficients are then rounded to float64, the constant of the denominator
being 1. The error printed is that of the rounded coefficients, evaluated exactly.
"""
import mpmath as mp

mp.mp.dps = 60


def nodes(low, high, count):
    middle, half = (high + low) / mp.mpf(2), (high - low) / mp.mpf(2)
    return [middle + half * mp.cos(mp.pi * (2 * i + 1) / (2 * count)) for i in range(count)]


def interpolate(f, low, high, n, d):
    """Coefficients of numerator and denominator, constants first."""
    points = nodes(mp.mpf(low), mp.mpf(high), n + d + 1)
    rows, right = [], []
    for x in points:
        y = mp.mpf(f(x))
        rows.append([x**i for i in range(n + 1)] + [-y * x**i for i in range(1, d + 1)])
        right.append(y)
    solution = mp.lu_solve(mp.matrix(rows), mp.matrix(right))
    return [solution[i] for i in range(n + 1)], [mp.mpf(1)] + [solution[n + 1 + i] for i in range(d)]


def horner(coefficients, x):
    result = mp.mpf(0)
    for c in reversed(coefficients):
        result = result * x + c
    return result


def error(f, low, high, top, bottom, absolute=False, count=400):
    worst = mp.mpf(0)
    for x in nodes(mp.mpf(low), mp.mpf(high), count) + [mp.mpf(low), mp.mpf(high)]:
        y = mp.mpf(f(x))
        e = abs(horner(top, x) / horner(bottom, x) - y)
        worst = max(worst, e if absolute else e / abs(y))
    return worst


def java(name, coefficients):
    print(f"    private static final double[] {name} = {{")
    for c in coefficients:
        print(f"        {float(c).hex()},".replace("0000000000000p", "0p"))
    print("    };")


def rational(name, f, low, high, n, d, quiet=False, absolute=False):
    top, bottom = interpolate(f, low, high, n, d)
    rounded = [[mp.mpf(float(c)) for c in part] for part in (top, bottom)]
    e = error(f, low, high, *rounded, absolute=absolute)
    bits = float(mp.log(e, 2)) if e else float("-inf")
    positive = all(horner(rounded[1], x) > 0 for x in nodes(mp.mpf(low), mp.mpf(high), 200))
    print(f"// {name}: degrees ({n}, {d}) on [{mp.nstr(mp.mpf(low), 8)}, {mp.nstr(mp.mpf(high), 8)}], "
          f"{'absolute' if absolute else 'relative'} error 2^{bits:.1f}{'' if positive else ' DENOMINATOR HAS A ZERO'}")
    if not quiet:
        java(name, rounded[0])
        if d:
            java(name + "_BELOW", rounded[1])
    return e


def filled(f, *holes):
    """f with removable singularities stepped over."""
    def g(x):
        for hole in holes:
            if abs(x - hole) < mp.mpf(10) ** -25:
                return f(x + mp.mpf(10) ** -22)
        return f(x)
    return g
