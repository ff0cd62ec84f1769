"""The sweep hides what three people reported although the process died after the last of them."""

from graph.errors import NotFound
from graph.posts import tips
from tests import company as stories
from tests.company import Company
from tests.graph.reporting.reporters import proven, report
from workers.moderation import hidden_texts


def is_shown(company: Company) -> bool:
    try:
        return bool(tips.show(company.kafka_tip, viewer=company.tim))
    except NotFound:
        return False


def test_it_is_hidden_by_the_sweep_once(company: Company) -> None:
    people = [proven(company, stories.join(name)) for name in ("Barbara", "Edsger", "Frances")]
    report(company.kafka_tip, *people[:2])
    hidden_texts.sweep()
    assert is_shown(company)
    report(company.kafka_tip, people[2])
    hidden_texts.sweep()
    hidden_texts.sweep()
    assert not is_shown(company)
