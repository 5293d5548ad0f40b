"""Random draws that stay the same on every machine and with every version of NumPy.

NumPy promises that the bits of a generator never change (NEP 19) but not what its distributions make of them,
so the few distributions needed are made here from the bits.
"""

from __future__ import annotations

from hashlib import sha256
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]
Bools = NDArray[np.bool_]


class Dice:
    """A seeded source of draws. The same seed and the same order of calls give the same draws."""

    def __init__(self, seed: int) -> None:
        self._bits = np.random.PCG64(seed)

    def uniforms(self, count: int) -> Floats:
        """`count` numbers evenly spread between 0 and 1, neither end included."""
        whole: Floats = (self._bits.random_raw(count) >> np.uint64(11)).astype(np.float64)
        return (whole + 0.5) / float(1 << 53)

    def picks(self, weights: Floats, count: int) -> Indices:
        """`count` positions in `weights`, each picked with a chance in proportion to its weight."""
        edges = np.cumsum(weights)
        found: Indices = np.searchsorted(edges, self.uniforms(count) * edges[-1], side="right")
        return np.minimum(found, len(weights) - 1)

    def gammas(self, shape: int, count: int) -> Floats:
        """`count` gamma draws of mean 1 and variance 1/`shape`, each a mean of `shape` exponential draws."""
        exponentials = -np.log(self.uniforms(shape * count)).reshape(count, shape)
        means: Floats = exponentials.mean(axis=1)
        return means

    def normals(self, count: int) -> Floats:
        """`count` draws from the normal distribution of mean 0 and variance 1."""
        inverse = NormalDist().inv_cdf
        return np.array([inverse(draw) for draw in self.uniforms(count).tolist()])

    def chances(self, percent: NDArray[np.float64] | NDArray[np.int64]) -> Bools:
        """Whether each of several things with these chances, in per cent, comes about."""
        found: Bools = 100 * self.uniforms(len(percent)) < percent
        return found

    def whole(self, below: NDArray[np.float64] | NDArray[np.int64]) -> Indices:
        """A whole number from 0 up to each of `below`, that one not included; 0 where it is 0."""
        found: Indices = np.floor(self.uniforms(len(below)) * below).astype(np.int64)
        return found


def dice_for(seed: int, what: str) -> Dice:
    """Draws for one part of the example alone: what another part draws changes nothing in it."""
    return Dice(int.from_bytes(sha256(f"{seed}/{what}".encode()).digest()[:8], "big"))
