"""Maps events to their effects: what follows when people, skills or communities change. See workers/events.py."""

from collections.abc import Iterable

from graph.ids import (
    AddressChangeId,
    ConceptId,
    ExpertId,
    MergeId,
    PasswordResetId,
    PersonId,
    SkillSlug,
    TestLetterId,
)
from workers import promptly
from workers.expertise import evidence
from workers.finding import indexing
from workers.freshness import freshness
from workers.matching import matching
from workers.moderation import audit_seals
from workers.notifications import notifications
from workers.people import address_letters, invitation_letters, password_letters
from workers.setup import test_letters
from workers.skills import taxonomies


def person_changed(id: PersonId) -> None:
    """They are found by their new profile. If they left, they are not found, and others are asked in their place."""
    promptly.queue(id, indexing.index_person, matching.release)


def password_forgotten(id: PasswordResetId) -> None:
    """They are mailed a link, if the address that they typed is that of an account."""
    promptly.queue(id, password_letters.send)


def people_invited(by: PersonId) -> None:
    """They are mailed their links."""
    promptly.queue(by, invitation_letters.send)


def address_change_wanted(id: AddressChangeId) -> None:
    """The new address is mailed a link, and the present one a note."""
    promptly.queue(id, address_letters.send)


def test_letter_wanted(id: TestLetterId) -> None:
    """It is sent, and the admin sees whether the mail server took it."""
    promptly.queue(id, test_letters.send)


def expert_named(id: ExpertId) -> None:
    """They are asked whether they want to be shown."""
    promptly.queue(id, notifications.note_personal)


def account_changed(id: PersonId) -> None:
    """They are told what was done to their account, their roles or their place in the company."""
    promptly.queue(id, notifications.note_account)
    act_recorded()


def person_suspended(id: PersonId) -> None:
    """They are told why, and others are asked in their place."""
    promptly.queue(id, notifications.note_account, matching.release)
    act_recorded()


def membership_changed(slug: str) -> None:
    """The coaches are told who asks to join, people what was decided, and others that they are invited."""
    promptly.queue(slug, notifications.note_community)
    act_recorded()


def standing_changed(id: PersonId) -> None:
    """They are found by the skills that they show, and not by those that they hide."""
    promptly.queue(id, indexing.index_person)


def skill_rated(id: PersonId) -> None:
    """They are told that someone confirmed a skill of theirs, or set a level, and are found by it."""
    promptly.queue(id, indexing.index_person, notifications.note_skills)


def confirmations_decided(of: Iterable[PersonId]) -> None:
    """They are told that confirmations between them don't count for now. Also called when that is taken back."""
    for person in of:
        promptly.queue(person, notifications.note_skills)
    act_recorded()


def confirmation_asked(of: PersonId) -> None:
    """They are asked to confirm the skill of a colleague."""
    promptly.queue(of, notifications.note_skills)


def inference_chosen(id: PersonId) -> None:
    """Their posts and answers count as evidence for them from now on, or no longer do."""
    promptly.queue(id, evidence.weigh_person, indexing.index_person)


def skill_changed(slug: SkillSlug) -> None:
    """It is found by its new name and aliases."""
    promptly.queue(slug, indexing.index_skill)


def skills_merged(id: MergeId) -> None:
    """Their posts are found under the surviving skill and count for it. Also called when a merge is undone."""
    promptly.queue(id, indexing.index_merge, evidence.recount_merge)


def community_changed(slug: str) -> None:
    """Its current audience can find it and its posts, and its evidence counts only for them."""
    promptly.queue(slug, indexing.index_community, evidence.recount_community)
    act_recorded()


def visibility_changed(slug: str) -> None:
    """Only its current audience finds it and its posts, which count as evidence only for them. Its members are told."""
    promptly.queue(slug, indexing.index_community, evidence.recount_community, notifications.note_community)
    act_recorded()


def review_interval_set(slug: str) -> None:
    """The community's posts are due for review at its new interval."""
    promptly.queue(slug, freshness.reschedule)


def act_recorded() -> None:
    """Its entry in the audit log is sealed. Also called by views for acts from which nothing else follows."""
    with promptly.or_later("audit log"):
        audit_seals.seal.apply_async((), retry=False)


def index_damaged() -> None:
    """It is rebuilt. Also called for each search that failed because of it; the first repair is enough."""
    with promptly.or_later("index"):
        indexing.restore.apply_async((), retry=False)


def branch_chosen(id: ConceptId) -> None:
    """The branch's concepts become skills, or stop being skills."""
    promptly.queue(id, taxonomies.apply)
