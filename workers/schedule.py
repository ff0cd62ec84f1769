"""Scheduled tasks. Each entry expires before the next is due, so none pile up while workers are down."""

SWEEP_SECONDS = 600
TIDY_SECONDS = 24 * 60 * 60
LEARN_SECONDS = 7 * TIDY_SECONDS


def _every(seconds: int, task: str) -> dict[str, object]:
    return {"task": f"workers.{task}", "schedule": seconds, "options": {"expires": seconds}}


SWEEPS = (
    "communities.month_tallies",
    "demand.needs",
    "expertise.evidence",
    "feed.digests",
    "feed.view_counts",
    "finding.indexing",
    "finding.purging",
    "finding.vectors",
    "finding.saved_searches",
    "freshness.freshness",
    "matching.matching",
    "mentoring.office_hours",
    "mentoring.circles",
    "mentoring.round_previews",
    "mentoring.suggestions",
    "mentoring.taught",
    "mentoring.turns",
    "media.files",
    "media.pictures",
    "media.speech",
    "media.videos",
    "moderation.audit_seals",
    "moderation.deputies",
    "moderation.endorsement_rings",
    "moderation.hidden_texts",
    "moderation.secrets",
    "moderation.spam",
    "people.address_letters",
    "people.invitation_letters",
    "people.password_letters",
    "posts.links",
    "posts.mentions",
    "posts.shelves",
    "setup.test_letters",
    "skills.merge_proposals",
    "skills.taxonomies",
    "withdrawal.erasure",
    "words.word_reports",
    # Last, because it tells people what the others did.
    "notifications.notifications",
    "notifications.pushes",
    "notifications.letters",
)
TIDIED = (
    "editing.submissions",
    "expertise.evidence",
    "finding.indexing",
    "media.files",
    "media.videos",
    "notifications.notifications",
    "moderation.spam",
    "people.sessions",
    "people.trust",
    "withdrawal.erasure",
)

SCHEDULE = {
    **{name: _every(SWEEP_SECONDS, f"{name}.sweep") for name in SWEEPS},
    **{f"tidying {name}": _every(TIDY_SECONDS, f"{name}.tidy") for name in TIDIED},
    "learning": _every(LEARN_SECONDS, "matching.retraining.weekly"),
}
