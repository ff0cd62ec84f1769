"""Who can see a community changes at once for all that is in it, and what others would learn from it follows."""

from collections.abc import Callable

import pytest

from graph import driver, viewers
from graph.asking import inbox as asked
from graph.asking import referrals
from graph.communities import communities, memberships, visibility
from graph.communities.communities import CommunityDraft, Visibility
from graph.errors import Conflict, Forbidden, NotFound
from graph.expertise import abilities, endorsement_worth, endorsements, evidence
from graph.feed import feeds
from graph.finding import index_entries
from graph.ids import CommunityId, QuestionId, SkillSlug, TipId
from graph.library import collections
from graph.moderation import audit
from graph.notifications import inbox, notifications
from graph.posts import answers, questions, tips, votes
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company

PACING, TLS = SkillSlug("pacing"), SkillSlug("tls")


@pytest.fixture
def runners(company: Company) -> str:
    """A public community that Margaret coaches and Ada has joined."""
    draft = CommunityDraft(name="Runners", purpose="Run.", visibility="public")
    slug = communities.found(draft, by=company.margaret.id)
    memberships.join(slug, by=company.ada.id)
    return slug


@pytest.fixture
def tip(company: Company, runners: str) -> TipId:
    """What Ada shared there, as evidence of what she knows."""
    draft = tips.TipDraft(
        title="Run slowly", body=stories.text("Slowly."), skills=("Pacing",), community=id_of(runners, company)
    )
    id = tips.post(draft, by=company.ada.id)
    evidence.weigh(id)
    return id


@pytest.fixture
def question(company: Company, runners: str) -> QuestionId:
    """What Ada asked there. Margaret, who is a member, and Tim, who isn't, were asked to help."""
    id = questions.ask(stories.question("How slowly?", "pacing", community=id_of(runners, company)), by=company.ada.id)
    for name in ("Margaret", "Tim"):
        referrals.invite(id, name, by=company.ada)
    notifications.note(id)
    return id


def make(to: Visibility, slug: str, company: Company) -> str:
    """Let Margaret, its coach, change who can see the community."""
    return visibility.change(
        slug, to, since=visibility.get(slug, viewer=company.margaret).visibility, by=company.margaret
    )


def now(viewer: Viewer) -> Viewer:
    """Return someone with the audiences that they have by now."""
    return viewers.get(viewer.id)


def id_of(slug: str, company: Company) -> CommunityId:
    return communities.show(slug, viewer=company.margaret).id


def is_found(read: Callable[[], object]) -> bool:
    try:
        read()
    except NotFound:
        return False
    return True


def told(viewer: Viewer) -> list[str | None]:
    return [line.what for line in inbox.page("all", viewer=now(viewer)).lines if line.kind == "membership"]


def test_what_was_public_is_closed_to_others_at_once(company: Company, runners: str, tip: TipId) -> None:
    make("private", runners, company)
    for one, may in ((company.ada, True), (company.margaret, True), (company.tim, False)):
        assert is_found(lambda one=one: tips.show(tip, viewer=now(one))) == may
        assert is_found(lambda one=one: feeds.of_community(runners, viewer=now(one))) == may
    [entry] = index_entries.find("tip", [tip])
    assert entry.audience == id_of(runners, company)
    page = communities.show(runners, viewer=now(company.tim))
    assert (page.visibility, page.is_open_to_me, page.size, page.members) == ("private", False, 2, ())


def test_evidence_is_no_longer_shown_to_others_and_then_counts_only_for_members(
    company: Company, runners: str, tip: TipId
) -> None:
    assert [one.title for one in abilities.one(company.ada.id, PACING, viewer=now(company.tim)).proofs] == [
        "Run slowly"
    ]
    make("private", runners, company)
    assert abilities.one(company.ada.id, PACING, viewer=now(company.tim)).proofs == ()
    evidence.recount_community(runners)
    assert abilities.one(company.ada.id, PACING, viewer=now(company.tim)).evidence == 0
    assert [one.id for one in abilities.one(company.ada.id, PACING, viewer=now(company.margaret)).proofs] == [tip]


def test_people_who_were_asked_and_cannot_see_it_any_more_need_not_reply(
    company: Company, runners: str, question: QuestionId
) -> None:
    assert [len(asked.asks(viewer=now(one))) for one in (company.margaret, company.tim)] == [1, 1]
    driver.write("MATCH (post:Post {id: $id}) SET post.unmatched_key = null", id=question)
    make("private", runners, company)
    assert [len(asked.asks(viewer=now(one))) for one in (company.margaret, company.tim)] == [1, 0]
    assert inbox.to_mail(viewer=now(company.tim)) == inbox.page("all", viewer=now(company.tim)).lines == ()
    [row] = driver.read("MATCH (post:Post {id: $id}) RETURN post.unmatched_key IS NULL AS is_settled", id=question)
    assert not row["is_settled"]


def test_what_was_written_for_members_becomes_readable_by_everyone(company: Company) -> None:
    make("public", company.platform, company)
    shown = questions.show(company.platform_question, viewer=now(company.tim))
    assert shown.post.title == "How do we rotate the cluster's certificates?"
    [skill] = driver.read("MATCH (skill:Skill {slug: 'tls'}) RETURN 'everyone' IN skill.audiences AS is_known")
    assert skill["is_known"]


def test_what_members_say_of_each_other_can_be_seen_by_everyone_once_it_is_public(company: Company) -> None:
    votes.cast(answers.give(company.platform_question, stories.text("So."), by=company.linus), 1, by=company.ada)
    endorsements.endorse(company.linus.id, TLS, 5, by=company.ada)
    assert endorsements.given(company.linus.id, TLS, viewer=company.tim) == ()
    make("public", company.platform, company)
    assert [one.level for one in endorsements.given(company.linus.id, TLS, viewer=now(company.tim))] == [5]
    evidence.recount_community(company.platform)
    endorsement_worth.settle_community(company.platform)
    shown = abilities.one(company.linus.id, TLS, viewer=now(company.tim))
    assert shown.leading == abilities.StatedLevel(source="peer", level=5)


def test_its_collections_follow_in_both_directions(company: Company, runners: str) -> None:
    draft = collections.CollectionDraft(name="Routes", description="", seen_by=id_of(runners, company))
    kept = collections.create(draft, by=company.ada)
    seen: list[bool] = []
    for to in ("private", "public"):
        make(to, runners, company)
        seen.append(is_found(lambda: collections.show(kept, viewer=now(company.tim))))
        assert is_found(lambda: collections.show(kept, viewer=now(company.margaret)))
    assert seen == [False, True]


def test_a_hidden_one_leaves_the_directory_and_its_address_is_free(company: Company, runners: str) -> None:
    address = make("hidden", runners, company)
    assert address.startswith("runners-")
    assert "Runners" not in {one.name for one in communities.directory(viewer=now(company.tim))}
    assert not is_found(lambda: communities.show(address, viewer=now(company.tim)))
    assert not is_found(lambda: communities.show(runners, viewer=now(company.ada)))
    assert communities.show(address, viewer=now(company.ada)).membership == "member"
    again = CommunityDraft(name="Runners", purpose="Run.", visibility="public")
    assert communities.found(again, by=company.tim.id) == runners


def test_one_that_was_hidden_keeps_its_address(company: Company, runners: str) -> None:
    hidden = make("hidden", runners, company)
    assert make("private", hidden, company) == hidden
    assert "Runners" in {one.name for one in communities.directory(viewer=now(company.tim))}


@pytest.mark.parametrize("to", ["public", "hidden"])
def test_requests_to_join_are_dropped(company: Company, to: Visibility) -> None:
    memberships.join(company.platform, by=company.tim.id)
    notifications.note_community(company.platform)
    assert visibility.get(company.platform, viewer=company.margaret).requests == 1
    slug = make(to, company.platform, company)
    assert communities.show(slug, viewer=now(company.margaret)).requests == ()
    assert told(company.margaret) == []
    assert now(company.tim).audiences == ("everyone",)


def test_members_are_told_once_as_long_as_it_holds(company: Company, runners: str) -> None:
    make("private", runners, company)
    for _ in range(2):
        notifications.note_community(runners)
    memberships.admit(runners, company.linus.id, by=company.margaret.id)
    notifications.note_community(runners)
    assert [told(one) for one in (company.ada, company.margaret, company.tim)] == [["made_private"], [], []]
    assert "made_private" not in told(company.linus)
    make("public", runners, company)
    notifications.note_community(runners)
    assert told(company.ada) == ["made_public"]


def test_who_has_left_a_hidden_one_reads_nothing_of_it(company: Company, runners: str) -> None:
    address = make("hidden", runners, company)
    notifications.note_community(address)
    assert told(company.ada) == ["made_hidden"]
    memberships.leave(address, by=company.ada.id)
    assert told(company.ada) == []


def test_the_audit_log_records_it(company: Company, runners: str) -> None:
    make("private", runners, company)
    [entry] = [one for one in audit.listed(viewer=now(company.margaret)).entries if one.act == "made_private"]
    assert (entry.by and entry.by.name, entry.community and entry.community.name) == ("Margaret", "Runners")


def test_members_strangers_admins_and_other_coaches_cannot(company: Company, runners: str) -> None:
    admin = viewers.get(stories.join("Barbara", is_admin=True))
    communities.found(CommunityDraft(name="Cooks", purpose="Eat.", visibility="public"), by=company.tim.id)
    for other in (company.ada, company.linus, company.tim, admin):
        with pytest.raises(Forbidden):
            visibility.get(runners, viewer=other)
        with pytest.raises(Forbidden):
            visibility.change(runners, "hidden", since="public", by=other)
    assert visibility.get(runners, viewer=company.margaret).visibility == "public"


def test_of_two_coaches_at_once_the_second_is_told(company: Company, runners: str) -> None:
    memberships.make_coach(runners, company.ada.id, by=company.margaret.id)
    visibility.change(runners, "private", since="public", by=company.margaret)
    with pytest.raises(Conflict):
        visibility.change(runners, "hidden", since="public", by=company.ada)
    assert visibility.get(runners, viewer=company.ada).visibility == "private"


def test_twice_changes_nothing(company: Company, runners: str) -> None:
    for _ in range(2):
        assert visibility.change(runners, "private", since="public", by=company.margaret) == runners
    assert visibility.change(runners, "private", since="private", by=company.margaret) == runners
    entries = [one.act for one in audit.listed(viewer=now(company.margaret)).entries]
    assert entries.count("made_private") == 1


def test_how_many_it_concerns_is_said_before(company: Company, runners: str, tip: TipId) -> None:
    assert tip
    reach = visibility.get(runners, viewer=company.margaret)
    assert (reach.visibility, reach.posts, reach.members, reach.others, reach.requests) == ("public", 1, 2, 3, 0)


def test_what_was_written_at_that_moment_is_closed_too(company: Company, runners: str, tip: TipId) -> None:
    make("private", runners, company)
    driver.write("MATCH (post:Post {id: $id}) SET post.audience = 'everyone'", id=tip)
    visibility.settle(runners)
    assert not is_found(lambda: tips.show(tip, viewer=now(company.tim)))
