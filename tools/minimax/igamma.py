"""The tables of dev.obor.math.IncompleteGamma. Run: python3 igamma.py

Temme's expansion (N. M. Temme, SIAM J. Math. Anal. 10, 1979; NIST Digital Library of Mathematical Functions, 8.12):
Q(a, x) = erfc(eta sqrt(a / 2)) / 2 + exp(-a eta^2 / 2) / sqrt(2 pi a) sum of C_k(eta) / a^k, where
eta^2 / 2 = mu - log(1 + mu), mu = x / a - 1. The C_k are power series in eta.
"""
from fractions import Fraction

from fit import *

TERMS = 44


def times(a, b):
    result = [Fraction(0)] * TERMS
    for i, x in enumerate(a):
        if x:
            for j in range(TERMS - i):
                result[i + j] += x * b[j]
    return result


def mu_of_eta():
    """mu as a power series in eta, from mu mu' = eta (1 + mu)."""
    mu = [Fraction(0), Fraction(1)]
    for n in range(2, TERMS):
        # The coefficient of eta^n in mu mu' - eta mu is 0 for n > 1; mu's coefficient n occurs as (n + 1) mu_n.
        total = mu[n - 1]
        for i in range(2, n):
            total -= mu[i] * (n + 1 - i) * mu[n + 1 - i]
        mu.append(total / (n + 1))
    return mu


def reciprocal(a):
    result = [1 / a[0]]
    for n in range(1, TERMS - 1):
        result.append(-sum(a[i] * result[n - i] for i in range(1, n + 1)) / a[0])
    return result


def gamma_star(count):
    """g_k of Gamma(z) ~ sqrt(2 pi / z) (z / e)^z sum of g_k / z^k: (2k - 1)!! a_2k with a of mu(eta) (DLMF 5.11)."""
    # exp of the series of B_2k / (2k (2k - 1) z^(2k - 1)).
    exponent = [Fraction(0)] * (count + 1)
    for k in range(1, count + 1):
        if 2 * k - 1 <= count:
            exponent[2 * k - 1] = Fraction(*map(int, mp.bernfrac(2 * k))) / (2 * k * (2 * k - 1))
    g = [Fraction(1)]
    for n in range(1, count + 1):
        g.append(sum(i * exponent[i] * g[n - i] for i in range(1, n + 1)) / n)
    return g


# 1 / mu = (1 / eta) (1 + ...): its coefficients from eta^-1 on.
over_mu = reciprocal(mu_of_eta()[1:])
g = gamma_star(12)
c = over_mu[1:]
print("C_k in powers of eta")
lengths = [17, 15, 13, 11, 9, 7, 5]
for k, length in enumerate(lengths):
    if k:
        # (1 / eta) dC/deta has a pole, which the pole of (-1)^k g_k / mu cancels.
        derivative = [(i + 1) * c[i + 1] for i in range(len(c) - 1)]
        pole = derivative[0] + (-1) ** k * g[k]
        assert pole == 0, pole
        c = [derivative[i + 1] + (-1) ** k * g[k] * over_mu[i + 1] for i in range(len(derivative) - 1)]
    java(f"C_{k}", [mp.mpf(x.numerator) / x.denominator for x in c[:length]])

print("(mu - log(1 + mu)) / mu^2 in mu")


def phi(mu):
    return (mu - mp.log1p(mu)) / mu**2 if abs(mu) > mp.mpf(10) ** -15 else mp.mpf(1) / 2 - mu / 3


rational("PHI", phi, -0.3, 0.3, 7, 6)
