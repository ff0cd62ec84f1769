"""Skills that may mean the same wait in the review queue for those who may merge them."""

import pytest

from graph import viewers
from graph.communities import communities
from graph.communities.communities import CommunityDraft
from graph.errors import NotFound
from graph.ids import SkillSlug
from graph.merging import distinctions, merge_proposals, merges
from graph.posts import questions
from graph.reviewing import queue
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company, question

KAFKA, KAFKAS = SkillSlug("kafka"), SkillSlug("kafkas")


@pytest.fixture
def barbara(company: Company) -> Viewer:
    """An admin who belongs to no community."""
    return viewers.get(stories.join("Barbara", is_admin=True))


def proposed(viewer: Viewer) -> list[str]:
    return [one.id for one in queue.show(kind="merge", viewer=viewer).items]


def test_they_wait_with_their_reasons_since_they_were_first_found(company: Company, barbara: Viewer) -> None:
    questions.ask(question("How?", "Kafkas"), by=company.tim.id)
    assert proposed(barbara) == []
    assert merge_proposals.gather() == 1
    [first] = queue.show(kind="merge", viewer=barbara).items
    assert (first.id, first.title, first.likenesses[0].kind) == ("kafkas kafka", "Kafkas → kafka", "spelling")
    merge_proposals.gather()
    assert queue.show(kind="merge", viewer=barbara).items == (first,)


def test_what_was_merged_or_marked_as_different_no_longer_waits(company: Company, barbara: Viewer) -> None:
    for name in ("Kafkas", "certificate", "certificates"):
        questions.ask(question("How?", name), by=company.tim.id)
    merge_proposals.gather()
    distinctions.say(SkillSlug("certificate"), SkillSlug("certificates"), by=barbara)
    assert proposed(barbara) == ["kafkas kafka"]
    merge = merges.merge(KAFKAS, KAFKA, by=barbara)
    assert (proposed(barbara), merge_proposals.gather()) == ([], 0)
    merges.undo(merge, by=barbara)
    assert merge_proposals.gather() == 1


def test_coaches_have_those_that_they_may_merge(company: Company) -> None:
    for name in ("certificates", "kafkas"):
        questions.ask(question("How?", name), by=company.tim.id)
    merge_proposals.gather()
    assert proposed(company.margaret) == []
    closed = company.ada.audiences[1]
    questions.ask(question("How?", "podmans", community=closed), by=company.ada.id)
    questions.ask(question("How?", "podman", community=closed), by=company.ada.id)
    # What only a closed community knows is for its coaches at the merge desk, and never kept for others.
    assert merge_proposals.gather() == 1


def test_a_coach_is_proposed_the_skill_that_only_their_community_uses(company: Company) -> None:
    slug = communities.found(
        CommunityDraft(name="Data", purpose="Keep it.", visibility="public"), by=company.margaret.id
    )
    mine = communities.show(slug, viewer=company.margaret).id
    questions.ask(question("How?", "postgress", community=mine), by=company.ada.id)
    questions.ask(question("How?", "postgres"), by=company.tim.id)
    merge_proposals.gather()
    assert proposed(company.margaret) == ["postgress postgres"]


def test_only_the_merge_of_the_last_ten_minutes_is_undone_from_the_queue(company: Company, barbara: Viewer) -> None:
    questions.ask(question("How?", "Kafkas"), by=company.tim.id)
    merge = merges.merge(KAFKAS, KAFKA, by=barbara)
    assert merges.just_done(KAFKAS, KAFKA, by=barbara) == merge
    with pytest.raises(NotFound):
        merges.just_done(KAFKAS, KAFKA, by=company.margaret)
    merges.undo(merge, by=barbara)
    with pytest.raises(NotFound):
        merges.just_done(KAFKAS, KAFKA, by=barbara)
