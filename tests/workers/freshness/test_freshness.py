"""What the sweep does for freshness."""

from graph import cards
from graph.freshness import checks, freshness
from graph.posts import tips
from tests.company import Company, text
from workers.freshness import freshness as worker


def test_the_sweep_finds_what_was_doubted_while_the_queue_was_away(company: Company) -> None:
    tip = tips.TipDraft(title="Built on it", body=text(f"/tips/{company.kafka_tip}"), skills=(), community=None)
    citing = tips.post(tip, by=company.tim.id)
    freshness.doubt(company.kafka_tip, "Renamed.", by=company.grace)
    for _ in range(2):
        worker.sweep()
    assert [card.freshness for card in cards.cards([citing], viewer=company.tim)] == ["to_check"]
    assert [one.why for one in checks.waiting(viewer=company.tim)] == ["asked"]
    assert [one.why for one in checks.waiting(viewer=company.ada)] == ["asked"]
