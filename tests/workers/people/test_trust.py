"""Trust is weighed once a day."""

from graph.conduct import trust as levels
from graph.conduct.trust_levels import TrustLevel
from graph.expertise import thanks
from tests.company import Company
from workers.people import trust


def test_it_is_weighed_as_often_as_one_likes(company: Company) -> None:
    thanks.give(company.tim.id, "For lunch.", by=company.grace)
    for _ in range(2):
        trust.tidy()
    assert levels.mine(viewer=company.tim).level == TrustLevel.KNOWN
