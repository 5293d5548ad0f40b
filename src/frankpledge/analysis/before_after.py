"""Before and after: whether a place or a group of people changed more than others, and more than chance."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from frankpledge.analysis.comparison import Comparison, compare
from frankpledge.analysis.dispersion import applied_dispersion
from frankpledge.analysis.inputs import positive, positives, probability, whole_count, whole_counts
from frankpledge.analysis.proportion import paired_p

Pair = tuple[int, int]
"""A count before and a count after."""

SMALL_BELOW = 5
"""With a count under this, the normal limits of a difference are only a rough guide, and the method says so."""
