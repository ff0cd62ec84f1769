"""What waits for a coach: nobody else sees it, its author can change it or take it back, and nothing typed is lost."""

from dataclasses import replace

import pytest

from graph import driver, viewers
from graph.approvals import decisions, pending_posts
from graph.approvals.sent_drafts import AnswerDraft
from graph.communities import archives, memberships, visibility
from graph.errors import Forbidden, Invalid
from graph.ids import PendingPostId, PersonId
from graph.media.videos import VideoDraft
from graph.posts.links import LinkDraft
from tests.company import Company, text
from tests.graph.approvals.waiting import ask, look_at, place, posts, send, sent, tip, waits_for


def test_it_is_no_post_until_a_coach_publishes_it(company: Company) -> None:
    look_at(company)
    before = posts()
    pending = sent(send(tip(company), by=company.linus), by=company.linus)
    assert (pending.state, pending.why, pending.title) == ("waiting", "first_posts", "Rotate keys with make")
    assert pending.community
    assert pending.community.slug == company.platform
    assert posts() == before


def test_only_its_author_sees_it(company: Company) -> None:
    look_at(company)
    id = send(tip(company), by=company.linus)
    assert [one.id for one in pending_posts.sent(viewer=company.linus)] == [id]
    for someone in (company.ada, company.margaret, company.tim):
        assert not pending_posts.sent(viewer=someone)
        assert pending_posts.find(id, viewer=someone) is None


def test_every_kind_is_kept_as_it_was_sent(company: Company) -> None:
    look_at(company, "all")
    parts = {"title": "Keys", "body": text("All of it."), "skills": ("tls", "kafka"), "community": place(company)}
    for draft in (
        ask(company),
        tip(company),
        LinkDraft(**parts, url="https://example.com/keys"),
        VideoDraft(**parts, url="", upload="0123"),
        AnswerDraft(question=company.platform_question, body=text("By hand.")),
    ):
        assert sent(send(draft, by=company.linus), by=company.linus).draft == draft
    assert pending_posts.uploads() == {"0123"}


def test_it_goes_back_into_its_form(company: Company) -> None:
    look_at(company)
    id = send(replace(ask(company, is_anonymous=True), needed_by="today"), by=company.linus)
    typed = sent(id, by=company.linus).typed
    assert typed["own_answer"] == "Margaret has it."
    assert (typed["anonymous"], typed["skills"], typed["needed_by"]) == ("on", "tls", "today")
    assert "first" not in typed


def test_its_author_changes_what_waits(company: Company) -> None:
    look_at(company)
    id = send(tip(company), by=company.linus)
    before = waits_for(company.margaret)
    again = pending_posts.hold(tip(company, "Clearer"), "first_posts", instead_of=id, by=company.linus)
    assert again == id
    assert waits_for(company.margaret).title == "Clearer"
    assert waits_for(company.margaret).version == before.version + 1


def test_others_do_not_change_it(company: Company) -> None:
    look_at(company)
    id = send(tip(company), by=company.linus)
    mine = pending_posts.hold(tip(company, "Mine"), "first_posts", instead_of=id, by=company.ada)
    assert mine != id
    pending_posts.take_back(id, by=company.ada)
    assert sent(id, by=company.linus).title == "Rotate keys with make"


def test_its_author_takes_it_back(company: Company) -> None:
    look_at(company)
    id = send(tip(company), by=company.linus)
    for _ in range(2):
        pending_posts.take_back(id, by=company.linus)
    assert not pending_posts.sent(viewer=company.linus)
    assert not decisions.waiting(viewer=company.margaret)


def test_what_waits_can_be_spared(company: Company) -> None:
    look_at(company)
    id = send(tip(company), by=company.linus)
    pending_posts.take_back(id, by=company.linus, unless_waiting=True)
    assert pending_posts.find(id, viewer=company.linus)


def test_what_is_published_is_neither_changed_nor_taken_back(company: Company) -> None:
    look_at(company)
    id = send(tip(company), by=company.linus)
    decisions.publish(id, version=1, by=company.margaret)
    pending_posts.take_back(id, by=company.linus)
    with pytest.raises(Invalid):
        pending_posts.hold(tip(company, "Clearer"), "first_posts", instead_of=id, by=company.linus)
    assert sent(id, by=company.linus).state == "published"


def test_what_could_not_be_published_is_not_kept(company: Company) -> None:
    look_at(company)
    with pytest.raises(Forbidden):
        pending_posts.hold(tip(company), "first_posts", by=company.tim)
    with pytest.raises(Invalid):
        pending_posts.hold(replace(tip(company), skills=tuple("abcdefg")), "first_posts", by=company.linus)
    with pytest.raises(Invalid):
        pending_posts.hold(
            replace(ask(company), own_answer=None, first=company.linus.id), "all_posts", by=company.linus
        )
    archives.archive(company.platform, by=company.margaret)
    with pytest.raises(Forbidden):
        pending_posts.hold(tip(company), "first_posts", by=company.linus)


def test_an_answer_is_kept_for_a_question_that_its_author_can_see(company: Company) -> None:
    look_at(company)
    draft = AnswerDraft(question=company.platform_question, body=text("By hand."))
    with pytest.raises(Forbidden):
        pending_posts.hold(draft, "first_posts", by=company.tim)
    with pytest.raises(Invalid):
        AnswerDraft(question=company.platform_question, body=text("  "))


def test_a_question_that_is_closed_to_its_author_now_is_not_named(company: Company) -> None:
    look_at(company)
    id = send(AnswerDraft(question=company.platform_question, body=text("By hand.")), by=company.linus)
    memberships.remove(company.platform, company.linus.id, by=company.margaret.id)
    pending = sent(id, by=viewers.get(PersonId(company.linus.id)))
    assert (pending.title, pending.community) == ("", None)


def test_a_community_that_is_hidden_from_its_author_now_is_not_named(company: Company) -> None:
    look_at(company)
    id = send(tip(company), by=company.linus)
    memberships.remove(company.platform, company.linus.id, by=company.margaret.id)
    visibility.change(company.platform, "hidden", since="private", by=company.margaret)
    assert sent(id, by=viewers.get(company.linus.id)).community is None


def test_there_is_one_of_what_was_made_up(company: Company) -> None:
    look_at(company)
    made_up = pending_posts.hold(tip(company), "first_posts", instead_of=PendingPostId("b" * 12), by=company.linus)
    assert made_up != "b" * 12
    assert driver.read("MATCH (one:PendingPost) RETURN count(one) AS number")[0]["number"] == 1
