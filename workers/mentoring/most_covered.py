"""A round that covers the most people: as many learners as possible and, of all such pairings, the highest utility."""

import importlib
from typing import Protocol, cast

import numpy as np
from numpy.typing import NDArray

from workers.mentoring.pairs import IMPOSSIBLE, Pairs, Table
from workers.mentoring.stable import Pairing


class Solver(Protocol):
    """What this module needs of `scipy.optimize`."""

    def linear_sum_assignment(self, value: Table, *, maximize: bool) -> tuple[NDArray[np.int64], NDArray[np.int64]]: ...


def pair(pairs: Pairs) -> Pairing:
    """Return who is paired: an assignment of the highest value, in which one more pair outweighs all utilities.

    The assignment is found by SciPy (a shortest augmenting path algorithm, Crouse 2016), with a column for each place.
    """
    columns = np.repeat(np.arange(len(pairs.mentors)), pairs.places)
    utility = pairs.utility[:, columns]
    is_possible = utility > IMPOSSIBLE
    value = np.where(is_possible, utility + len(pairs.learners) + 1, 0.0)
    rows, places = _solver().linear_sum_assignment(value, maximize=True)
    found = zip(rows.tolist(), places.tolist(), strict=True)
    return {row: int(columns[place]) for row, place in found if is_possible[row, place]}


def _solver() -> Solver:
    # It takes 40 MB, and most workers never pair anybody.
    return cast(Solver, importlib.import_module("scipy.optimize"))
