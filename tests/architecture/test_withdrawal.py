"""Whatever can hang on a text goes with it when it is withdrawn, and comes back with it."""

from docs.schema.schema import schema
from graph.withdrawal import removal, restoration

# What can go. A post has all of it.
GOING = {labels.partition(":")[0] for _, labels in restoration.LABELS}

# Labels that are tied to a text and stay, each with the reason.
STAYING = {
    "PendingPost": "it tells the author that it was published, and holds no text then",
    "Person": "its authors and readers",
    "SensitiveWord": "what was found in it",
    "Skill": "what it is about",
    "Community": "where it is",
    "Campaign": "it loses its place there",
    "Collection": "it loses its place there",
    "File": "what nothing uses is erased with it",
    "Need": "what it met",
    "Merge": "what it moved from one need to another",
    "NamedExpert": "it is about a skill",
    "AuditEntry": "it is about an account",
    "Goal": "it is about a skill",
    "Introduction": "it is about two people",
    "MentorAsk": "it is about a skill",
    "MentoringReport": "its audit entries tell of no text",
    "MentoringRound": "it is about a community",
    "Mentorship": "it is about a skill",
    "Report": "its reporter is told what became of it",
    "Circle": "it is about a skill",
    "Booking": "it is about a meeting",
    "Takedown": "it tells the author why",
    "Unmasking": "the audit log needs it",
    "Withdrawal": "the act itself",
    "Withdrawn": "the copies",
}

# Relationships of these labels that what goes never has, each with the reason.
ELSEWHERE = {
    "ENDORSED": "only verifications go with a post; endorsements stay",
    "IN_SKILL": "only verifications go with a post; endorsements stay",
    "HELD": "of what is withdrawn, when its page is merged",
    "BECAME": "only while a withdrawal is undone",
    "COPIED_AS": "only during a withdrawal",
    "TAKES": "only during a withdrawal",
    "UNNAMES": "only during a withdrawal",
}


def test_every_relationship_of_a_text_can_come_back() -> None:
    tied = {name for name, one in schema().relationships.items() if any(GOING & set(ends) for ends in one.ends)}
    assert tied - ELSEWHERE.keys() == {*restoration.TYPES, "ACCEPTED"}


def test_everything_that_is_tied_to_a_text_goes_with_it_or_is_known_to_stay() -> None:
    near = {
        label
        for name, one in schema().relationships.items()
        if name not in ELSEWHERE
        for ends in one.ends
        if GOING & set(ends)
        for label in ends
    }
    assert near - GOING <= STAYING.keys()


def test_what_hangs_on_a_post_is_taken_by_its_relationship() -> None:
    taken = {"ON", "ANSWERS", "ONCE_ANSWERED", "LEFT_IN", "OF", "WOULD_CHANGE", "FOR", "CONCERNS", "WOULD_CLOSE"}
    assert all(type in removal.POST for type in (*taken, "ECHOES", "CONFIRMS", "SPEAKS"))
