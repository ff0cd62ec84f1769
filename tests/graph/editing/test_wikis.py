"""Ada makes her tips wikis: members of their community edit them directly, and its history names them."""

from datetime import timedelta

import pytest

from graph import clock, driver, viewers
from graph.conduct import silences
from graph.conduct.silences import SilenceDraft
from graph.editing import edits, locks, revisions, wikis
from graph.editing.edits import Edit
from graph.errors import Conflict, Forbidden, Invalid, NotFound
from graph.expertise import evidence
from graph.ids import CommunityId, PostId
from graph.moderation import audit
from graph.notifications import inbox, notifications
from graph.posts import sidebar, texts, tips, votes
from graph.posts.tips import TipDraft
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company, text


@pytest.fixture
def tip(company: Company) -> PostId:
    """A tip in the community of Margaret, Linus and Ada."""
    place = CommunityId(next(one for one in company.margaret.audiences if one != "everyone"))
    draft = TipDraft(title="Look twice", body=text("Then act."), skills=("tls",), community=place)
    return tips.post(draft, by=company.ada.id)


def edit(id: PostId, body: str, *, by: Viewer, skills: tuple[str, ...] | None = None) -> None:
    now = texts.get(id, viewer=by)
    about = now.skills if skills is None else skills
    edits.make(Edit(of=now, title=now.title, body=text(body), skills=about, is_cheat_sheet=False, summary=""), by=by)


def test_members_edit_it_and_its_history_names_them(company: Company, tip: PostId) -> None:
    wikis.make(tip, by=company.ada)
    edit(tip, "Then act at once.", by=company.linus)
    history = revisions.of(tip, viewer=company.margaret)
    assert [one.by and one.by.name for one in history.revisions] == ["Linus", "Ada"]
    assert texts.get(tip, viewer=company.linus).may_edit


def test_what_stands_outside_is_edited_by_everyone(company: Company) -> None:
    wikis.make(company.kafka_tip, by=company.ada)
    edit(company.kafka_tip, "Look at it.", by=company.tim)
    assert sidebar.of(company.kafka_tip, viewer=company.tim).status[company.kafka_tip].may_edit


def test_nobody_edits_a_wiki_of_a_community_that_is_not_theirs(company: Company, tip: PostId) -> None:
    wikis.make(tip, by=company.ada)
    driver.write("MATCH (post:Post {id: $id}) SET post.audience = 'everyone'", id=tip)
    with pytest.raises(Forbidden):
        edit(tip, "Mine.", by=company.tim)
    assert not sidebar.of(tip, viewer=company.tim).status[tip].may_edit


def test_those_who_are_silenced_or_locked_out_do_not_edit_it(company: Company, tip: PostId) -> None:
    wikis.make(tip, by=company.ada)
    locks.lock(tip, "It goes back and forth.", by=company.margaret)
    with pytest.raises(Invalid, match="locked"):
        edit(tip, "Then act at once.", by=company.linus)
    locks.unlock(tip, by=company.margaret)
    admin = viewers.get(stories.join("Barbara", is_admin=True))
    silences.silence(company.linus.id, silence(), by=admin)
    with pytest.raises(Invalid, match="silenced"):
        edit(tip, "Then act at once.", by=company.linus)


def silence() -> SilenceDraft:
    return SilenceDraft(reason="rude", words="You insult.", ends_at=clock.now() + timedelta(days=1), community=None)


def test_of_two_who_edit_the_same_version_the_second_is_told(company: Company, tip: PostId) -> None:
    wikis.make(tip, by=company.ada)
    read = texts.get(tip, viewer=company.linus)
    edit(tip, "Then wait.", by=company.ada)
    late = Edit(of=read, title=read.title, body=text("Act."), skills=read.skills, is_cheat_sheet=False, summary="")
    with pytest.raises(Conflict):
        edits.make(late, by=company.linus)


def test_it_says_how_many_have_edited_it(company: Company, tip: PostId) -> None:
    assert not sidebar.of(tip, viewer=company.ada).is_wiki
    wikis.make(tip, by=company.ada)
    for body, by in (("One.", company.linus), ("Two.", company.margaret), ("Three.", company.linus)):
        edit(tip, body, by=by)
    around = sidebar.of(tip, viewer=company.ada)
    assert (around.is_wiki, around.wiki_editors) == (True, 2)


def test_it_is_evidence_for_its_author_alone(company: Company, tip: PostId) -> None:
    wikis.make(tip, by=company.ada)
    edit(tip, "Then act at once.", by=company.linus)
    votes.cast(tip, 1, by=company.margaret)
    evidence.weigh(tip)
    known = "MATCH (:Person {id: $id})-[knows:KNOWS]->(skill:Skill {slug: 'tls'}) RETURN knows.evidence AS evidence"
    assert (driver.read(known, id=company.linus.id), len(driver.read(known, id=company.ada.id))) == ([], 1)


def test_only_its_author_and_coaches_change_its_skills(company: Company, tip: PostId) -> None:
    wikis.make(tip, by=company.ada)
    with pytest.raises(Invalid, match="skills"):
        edit(tip, "Then act.", by=company.linus, skills=("kafka",))
    edit(tip, "Then act.", by=company.margaret, skills=("kafka",))
    assert texts.get(tip, viewer=company.linus).skills == ("kafka",)


def test_its_author_is_told_of_edits_in_one_line(company: Company, tip: PostId) -> None:
    wikis.make(tip, by=company.ada)
    edit(tip, "One.", by=company.linus)
    edit(tip, "Two.", by=company.margaret)
    notifications.note(tip)
    [line] = [one for one in inbox.page("all", viewer=company.ada).lines if one.kind == "edited"]
    assert {person.name for person in line.by} == {"Linus", "Margaret"}


def test_a_coach_makes_and_ends_one_and_its_author_is_told(company: Company, tip: PostId) -> None:
    wikis.make(tip, by=company.margaret)
    notifications.note(tip)
    wikis.end(tip, by=company.margaret)
    notifications.note(tip)
    told = [one.what for one in inbox.page("all", viewer=company.ada).lines]
    assert {"made_wiki", "ended_wiki"} <= set(told)
    with pytest.raises(Forbidden):
        edit(tip, "Then act at once.", by=company.linus)


def test_the_audit_log_has_what_coaches_do_and_twice_changes_nothing(company: Company, tip: PostId) -> None:
    for by in (company.margaret, company.margaret):
        wikis.make(tip, by=by)
    wikis.end(tip, by=company.ada)
    acts = [one.act for one in audit.listed(viewer=company.margaret).entries]
    assert (acts.count("made_wiki"), acts.count("ended_wiki")) == (1, 0)


def test_others_make_no_wiki_and_only_tips_can_be_one(company: Company, tip: PostId) -> None:
    with pytest.raises(Forbidden):
        wikis.make(tip, by=company.linus)
    with pytest.raises(NotFound):
        wikis.make(tip, by=company.tim)
    with pytest.raises(Conflict):
        wikis.make(company.platform_question, by=company.margaret)
