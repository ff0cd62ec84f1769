"""A stable round: no learner and mentor would both rather have each other than what they got.

Learners propose in the order of their utility, and mentors keep the best (deferred acceptance, Gale and Shapley 1962).
Of all stable pairings this is the best for each learner, so one more mentor never makes a learner worse off.
"""

import heapq
from collections import deque
from collections.abc import Iterator, Mapping

import numpy as np

from workers.mentoring.pairs import IMPOSSIBLE, Pairs, Table

# Row of a learner to the column of their mentor.
Pairing = Mapping[int, int]


def pair(pairs: Pairs) -> Pairing:
    """Return who is paired. Equal utilities go to the first by id, so the same people always give the same round."""
    utility, chosen = pairs.utility, dict[int, int]()
    kept: list[list[tuple[float, int]]] = [[] for _ in pairs.mentors]
    wishes = [_wishes(row) for row in utility]
    waiting = deque(range(len(pairs.learners)))
    while waiting:
        learner = waiting.popleft()
        mentor = next(wishes[learner], None)
        if mentor is None:
            continue
        chosen[learner] = mentor
        # The one that this mentor would give up first is on top: the lowest utility, then the last by id.
        heapq.heappush(kept[mentor], (float(utility[learner, mentor]), -learner))
        if len(kept[mentor]) > pairs.places[mentor]:
            _, given_up = heapq.heappop(kept[mentor])
            del chosen[-given_up]
            waiting.append(-given_up)
    return dict(sorted(chosen.items()))


def blocking(pairs: Pairs, chosen: Pairing) -> int:
    """Return how many pairs would both rather have each other. 0 for a stable pairing."""
    utility = pairs.utility
    got = np.full(len(pairs.learners), IMPOSSIBLE)
    least = np.full(len(pairs.mentors), np.inf)
    taken = np.zeros(len(pairs.mentors), dtype=np.int64)
    for learner, mentor in chosen.items():
        got[learner] = utility[learner, mentor]
        least[mentor] = min(least[mentor], utility[learner, mentor])
        taken[mentor] += 1
    # A mentor with a place left takes anyone who is possible.
    least[taken < pairs.places] = IMPOSSIBLE
    return int(((utility > got[:, None]) & (utility > least[None, :])).sum())


def _wishes(utility: Table) -> Iterator[int]:
    """Yield the mentors of one learner, best first."""
    order = np.argsort(-utility, kind="stable")
    return (int(place) for place in order if utility[place] > IMPOSSIBLE)
