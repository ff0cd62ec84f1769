"""More stories of lost messages: what coaches changed or closed."""

from graph.posts import tips
from search import index
from tests.company import Company
from tests.graph.redaction import blotting
from tests.workers.lost_messages import Claim, Story, admin, cites, citing, is_indexed, is_told, story


@story("notifications.note_takedown", "index", "freshness.note_citations", "purging")
def passage_redacted(company: Company) -> Story:
    draft = tips.TipDraft(title="Look", body=citing(company), skills=("kafka",), community=None)
    tip, barbara = tips.post(draft, by=company.linus.id), admin()
    yield {}
    cited, before = cites(tip, company.kafka_tip), index.built_at("posts")
    blotting.redact(tip, by=barbara, passage=f"/tips/{company.kafka_tip}")
    yield {
        "notifications.note_takedown": is_told(company.linus, "changed"),
        "index": is_indexed,
        "freshness.note_citations": lambda: not cited(),
        "purging": is_built_after(before),
    }


def is_built_after(moment: float) -> Claim:
    """Claim that the index was built anew."""
    return lambda: index.built_at("posts") > moment
