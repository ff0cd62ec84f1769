"""What helpful acts amount to: more never lower, and one person alone lifts nobody."""

from hypothesis import given
from hypothesis import strategies as some

from graph.conduct.trust_levels import MOST_FROM_ONE, HelpfulAct, TrustLevel, counted, reached
from graph.settings import TrustBounds

BOUNDS = TrustBounds()

acts = some.builds(
    HelpfulAct,
    kind=some.sampled_from(("accepted", "thanked", "edited", "reported")),
    by=some.sampled_from(("", "reports", *"abcdefghijklmnop")),
)
days = some.integers(min_value=0, max_value=4_000)
bounds = some.builds(
    TrustBounds, **{name: some.integers(min_value=0, max_value=50) for name in TrustBounds.__dataclass_fields__}
)


@given(some.lists(acts), some.lists(acts), days, days, bounds)
def test_more_never_lower(
    before: list[HelpfulAct], more: list[HelpfulAct], joined: int, later: int, bounds: TrustBounds
) -> None:
    first = reached(counted(before), days=joined, bounds=bounds)
    assert reached(counted([*before, *more]), days=joined + later, bounds=bounds) >= first


@given(some.lists(some.builds(HelpfulAct, kind=some.just("thanked"), by=some.just("a"))), days)
def test_one_colleague_alone_makes_nobody_trusted(thanks: list[HelpfulAct], joined: int) -> None:
    assert counted(thanks) <= MOST_FROM_ONE
    assert reached(counted(thanks), days=joined, bounds=BOUNDS) <= TrustLevel.KNOWN


@given(days)
def test_time_alone_lifts_nobody(joined: int) -> None:
    assert reached(0, days=joined, bounds=BOUNDS) == TrustLevel.NEW


def test_a_level_takes_acts_and_days() -> None:
    for found, days, level in ((10, 29, 1), (10, 30, 2), (30, 89, 2), (30, 90, 3), (9, 900, 1)):
        assert reached(found, days=days, bounds=BOUNDS) == level
