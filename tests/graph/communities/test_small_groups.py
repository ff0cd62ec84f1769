"""No difference of pages tells of one to four people: a patient coach subtracts all that they can see.

The coach knows what every page says, which pages speak of the same people, and how the numbers are rounded. From that
they reckon how many people are, at least and at most, in one group but not in others.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as some

from graph.communities import bridges, health, month_tallies, small_groups
from graph.communities.bridges import Crossing, Tied
from graph.communities.health import Tally
from graph.communities.month_tallies import PostFacts
from graph.communities.months import Range
from graph.ids import PersonId

MONTHS = Range(first=date(2026, 1, 1), last=date(2026, 2, 1)).months
# Two communities, and what is in none, of which no page speaks.
PLACES = ("payments", "platform", "")

# Who contributed where and when: a post of everyone, in a place and a month.
Post = tuple[PersonId, str, date]
Post_ = some.tuples(
    some.integers(0, 24).map(lambda n: PersonId(f"p{n}")), some.sampled_from(PLACES), some.sampled_from(MONTHS)
)
Pasts = some.lists(Post_, max_size=60)


@dataclass(frozen=True, kw_only=True)
class Known:
    """What a page says of a group: where and when its people contributed, and how many they are, at least and most."""

    of: frozenset[tuple[str, date]]
    least: int
    most: int


Rule = Callable[[Collection[str]], tuple[int, int]]


def rounded(group: Collection[str]) -> tuple[int, int]:
    shown = small_groups.people(group) or 0
    return shown, shown + small_groups.FEWEST - 1


def exact(group: Collection[str]) -> tuple[int, int]:
    """The usual rule: exact numbers from five on."""
    return (len(group), len(group)) if len(group) >= small_groups.FEWEST else (0, 4)


def pages(past: list[Post], rule: Rule, *, by_range: bool = False) -> list[Known]:
    """Return everything that the pages of both communities and of the site say, for all ranges of two months."""
    places = [frozenset({"payments"}), frozenset({"platform"}), frozenset(PLACES)]
    spans = [frozenset({month}) for month in MONTHS] + ([frozenset(MONTHS)] if by_range else [])
    cells = [frozenset((where, when) for where in place for when in span) for place in places for span in spans]
    groups = [{who for who, where, when in past if (where, when) in cell} for cell in cells]
    return [
        Known(of=cell, least=least, most=most)
        for cell, group in zip(cells, groups, strict=True)
        for least, most in (rule(group),)
    ]


def differences(known: list[Known]) -> Iterator[tuple[int, int]]:
    """Return how many people, at least and at most, are in one group and in none of up to two others."""
    for whole in known:
        for number in range(3):
            for parts in combinations([one for one in known if one is not whole], number):
                taken = frozenset[tuple[str, date]]().union(*(part.of for part in parts))
                inside = [part.least for part in parts if part.of <= whole.of]
                # They are also among the people of every group that covers what remains.
                covering = [one.most for one in known if whole.of - taken <= one.of]
                yield (
                    whole.least - sum(part.most for part in parts),
                    min([whole.most - max(inside, default=0), *covering]),
                )


def isolates(known: list[Known]) -> bool:
    return any(least > 0 and most < small_groups.FEWEST for least, most in differences(known))


@given(past=Pasts)
def test_no_difference_of_pages_isolates_fewer_than_five_people(past: list[Post]) -> None:
    assert not isolates(pages(past, rounded))


def test_the_coach_would_find_one_person_if_numbers_were_exact() -> None:
    five = [(PersonId(f"p{number}"), "platform", MONTHS[0]) for number in range(5)]
    outside = (PersonId("p5"), "", MONTHS[0])
    assert isolates(pages([*five, outside], exact))
    assert not isolates(pages([*five, outside], rounded))


def test_the_coach_would_find_a_few_people_if_ranges_were_counted_as_a_whole() -> None:
    first = [(PersonId(f"p{number}"), "platform", MONTHS[0]) for number in range(9)]
    second = [(PersonId(f"q{number}"), "platform", MONTHS[1]) for number in range(3)]
    assert isolates(pages([*first, *second], rounded, by_range=True))
    assert not isolates(pages([*first, *second], rounded))


@given(past=Pasts)
def test_the_pages_say_no_more_than_that(past: list[Post]) -> None:
    for where in PLACES[:2]:
        for when in MONTHS:
            group = {who for who, place, month in past if (place, month) == (where, when)}
            assert _tally([_fact(who) for who in group], joined=0).contributors == small_groups.people(group)


@given(sizes=some.lists(some.tuples(some.integers(0, 12), some.integers(0, 12)), max_size=4))
def test_a_range_follows_from_what_is_shown_of_its_months(sizes: list[tuple[int, int]]) -> None:
    kept = [_tally([_fact(f"p{number}") for number in range(size)], joined) for size, joined in sizes]
    shown = [one for one in map(health.together, zip(kept)) if one]
    found = health.together(kept)
    assert (found is None) == (not shown)
    assert found is None or found.contributors == round(sum(one.contributors for one in shown) / len(shown))
    assert found is None or (found.newcomers or 0) == sum(one.newcomers or 0 for one in shown)


@given(sizes=some.tuples(some.integers(0, 9), some.integers(0, 9)))
def test_nothing_is_kept_of_fewer_than_five_people(sizes: tuple[int, int]) -> None:
    size, joined = sizes
    kept = _tally([_fact(f"p{number}") for number in range(size)], joined)
    assert (kept.contributors, kept.waits == ()) == ((5, False) if size >= 5 else (None, True))
    assert kept.newcomers == (5 if size >= 5 and joined >= 5 else None)


Crossings = some.lists(
    some.builds(
        Crossing,
        asker=some.integers(0, 7).map(lambda n: PersonId(f"p{n}")),
        asking=some.sampled_from(["Payments", "Platform"]),
        helper=some.integers(0, 7).map(lambda n: PersonId(f"q{n}")),
        helping=some.sampled_from(["Platform", "Sales"]),
    ),
    max_size=120,
)


@given(crossings=Crossings)
def test_each_end_of_a_bridge_has_five_people(crossings: list[Crossing]) -> None:
    for bridge in bridges.summed([bridges.drawn(crossings)]):
        between = [one for one in crossings if (one.asking, one.helping) == (bridge.asking, bridge.helping)]
        assert len({one.asker for one in between}) >= 5
        assert len({one.helper for one in between}) >= 5
        assert bridge.answers == small_groups.people(len(between))


@given(first=Crossings, second=Crossings)
def test_a_map_of_half_a_year_is_the_sum_of_its_quarters(first: list[Crossing], second: list[Crossing]) -> None:
    kept = [bridges.drawn(first), bridges.drawn(second)]
    parts = [{(one.asking, one.helping): one.answers for one in bridges.summed([part])} for part in kept]
    assert {(one.asking, one.helping): one.answers for one in bridges.summed(kept)} == {
        pair: sum(part.get(pair, 0) for part in parts) for pair in {*parts[0], *parts[1]}
    }


def _tally(posts: list[PostFacts], joined: int) -> Tally:
    span = Range(first=MONTHS[0], last=MONTHS[0])
    return month_tallies.tally(span, posts, joined=joined, fresh=None, thin=(), ties=Tied())


def _fact(who: str) -> PostFacts:
    return PostFacts(posted=0, is_question=True, author=PersonId(who), helpers=(), answers=())
