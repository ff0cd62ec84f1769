"""What coaches decide: to publish what waits, once and as its author would have, or to send it back with a reason."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from graph import driver, viewers
from graph.approvals import decisions, pending_posts
from graph.approvals.sent_drafts import AnswerDraft
from graph.asking import inbox
from graph.communities import archives, memberships
from graph.editing import moves
from graph.errors import Conflict, Invalid, NotFound
from graph.ids import QuestionId, TipId
from graph.moderation import audit
from graph.people import employment
from graph.posts import questions, tips
from tests.company import Company, join, text
from tests.graph.approvals.waiting import ask, look_at, posts, send, sent, tip, waits_for


def test_a_coach_publishes_it_as_its_author_would(company: Company) -> None:
    look_at(company)
    id = send(tip(company), by=company.linus)
    decisions.publish(id, version=1, by=company.margaret)
    post = tips.show(TipId(id), viewer=company.ada).post
    assert post.author
    assert post.author.name == "Linus"
    assert post.community
    assert post.community.slug == company.platform
    assert [one.slug for one in post.skills] == ["tls"]


def test_the_coach_sees_who_wrote_what_and_why_it_waits(company: Company) -> None:
    look_at(company)
    send(tip(company), by=company.linus)
    found = waits_for(company.margaret)
    assert found.author
    assert found.author.name == "Linus"
    assert (found.kind, found.why, found.title, found.excerpt) == (
        "tip",
        "first_posts",
        "Rotate keys with make",
        "`make keys`",
    )
    assert decisions.look(found.id, viewer=company.margaret)[1] == tip(company)


def test_nobody_else_decides(company: Company) -> None:
    look_at(company)
    id = send(tip(company), by=company.linus)
    for someone in (company.ada, company.linus, company.tim, viewers.get(join("Barbara", is_admin=True))):
        assert not decisions.waiting(viewer=someone)
        with pytest.raises(NotFound):
            decisions.publish(id, version=1, by=someone)
        with pytest.raises(Conflict):
            decisions.send_back(id, "No.", version=1, by=someone)


def test_it_is_published_once(company: Company) -> None:
    look_at(company)
    id = send(tip(company), by=company.linus)
    before = posts()
    decisions.publish(id, version=1, by=company.margaret)
    with pytest.raises(NotFound):
        decisions.publish(id, version=1, by=company.margaret)
    assert posts() == before + 1


def test_of_two_coaches_at_once_one_publishes(company: Company) -> None:
    look_at(company)
    memberships.make_coach(company.platform, company.ada.id, by=company.margaret.id)
    id, before = send(tip(company), by=company.linus), posts()

    def publish(coach: viewers.Viewer) -> bool:
        try:
            return bool(decisions.publish(id, version=1, by=coach))
        except (Conflict, NotFound):
            return False

    with ThreadPoolExecutor() as both:
        assert sum(both.map(publish, (company.ada, company.margaret))) == 1
    assert posts() == before + 1


def test_a_question_comes_with_its_answer(company: Company) -> None:
    look_at(company)
    id = send(ask(company), by=company.linus)
    assert decisions.publish(id, version=1, by=company.margaret).with_answer
    [answer] = questions.show(QuestionId(id), viewer=company.ada).answers
    assert answer.author
    assert answer.author.name == "Linus"


def test_an_answer_is_published_on_its_question(company: Company) -> None:
    look_at(company)
    id = send(AnswerDraft(question=company.platform_question, body=text("By hand.")), by=company.linus)
    assert waits_for(company.margaret).title == "How do we rotate the cluster's certificates?"
    decisions.publish(id, version=1, by=company.margaret)
    [answer] = questions.show(company.platform_question, viewer=company.ada).answers
    assert (answer.id, answer.html) == (id, "<p>By hand.</p>")


def test_a_coach_sends_it_back_with_words(company: Company) -> None:
    look_at(company)
    id, before = send(tip(company), by=company.linus), posts()
    decisions.send_back(id, " Say which keys. ", version=1, by=company.margaret)
    pending = sent(id, by=company.linus)
    assert (pending.state, pending.words) == ("not_published", "Say which keys.")
    assert pending.draft == tip(company)
    assert posts() == before
    assert not decisions.waiting(viewer=company.margaret)


@pytest.mark.parametrize("words", ["", "  ", "n" * 501])
def test_it_is_sent_back_with_a_reason_only(company: Company, words: str) -> None:
    look_at(company)
    id = send(tip(company), by=company.linus)
    with pytest.raises(Invalid):
        decisions.send_back(id, words, version=1, by=company.margaret)


def test_what_was_sent_back_can_be_sent_again(company: Company) -> None:
    look_at(company)
    id = send(tip(company), by=company.linus)
    decisions.send_back(id, "Say which keys.", version=1, by=company.margaret)
    pending_posts.hold(tip(company, "Rotate TLS keys"), "first_posts", instead_of=id, by=company.linus)
    decisions.publish(id, version=2, by=company.margaret)
    assert tips.show(TipId(id), viewer=company.ada).post.title == "Rotate TLS keys"


def test_nobody_publishes_what_they_have_not_read(company: Company) -> None:
    look_at(company)
    id = send(tip(company), by=company.linus)
    pending_posts.hold(tip(company, "Buy shoes"), "first_posts", instead_of=id, by=company.linus)
    with pytest.raises(Conflict):
        decisions.publish(id, version=1, by=company.margaret)
    with pytest.raises(Conflict):
        decisions.send_back(id, "No.", version=1, by=company.margaret)


def test_the_audit_log_records_decisions(company: Company) -> None:
    look_at(company)
    first, second = send(tip(company), by=company.linus), send(ask(company), by=company.linus)
    decisions.publish(first, version=1, by=company.margaret)
    decisions.send_back(second, "Look in the wiki.", version=1, by=company.margaret)
    entries = audit.listed(viewer=company.margaret).entries[:2]
    assert [(one.act, one.reason) for one in entries] == [("declined_post", "Look in the wiki."), ("approved_post", "")]
    assert all(one.community and one.community.slug == company.platform for one in entries)


def test_nothing_is_published_in_an_archived_community(company: Company) -> None:
    look_at(company)
    id = send(tip(company), by=company.linus)
    answer = send(AnswerDraft(question=company.platform_question, body=text("By hand.")), by=company.linus)
    archives.archive(company.platform, by=company.margaret)
    for one in (id, answer):
        with pytest.raises(Invalid, match="archived"):
            decisions.publish(one, version=1, by=company.margaret)
        decisions.send_back(one, "We closed.", version=1, by=company.margaret)


def test_a_post_of_someone_who_is_gone_is_not_published(company: Company) -> None:
    look_at(company)
    id = send(tip(company), by=company.linus)
    memberships.remove(company.platform, company.linus.id, by=company.margaret.id)
    with pytest.raises(Invalid, match="no longer a member"):
        decisions.publish(id, version=1, by=company.margaret)
    employment.leave(company.linus.id, by=join("Barbara", is_admin=True))
    with pytest.raises(Invalid, match="has left"):
        decisions.publish(id, version=1, by=company.margaret)


def test_an_anonymous_question_does_not_tell_who_asked(company: Company) -> None:
    look_at(company)
    id = send(ask(company, is_anonymous=True), by=company.linus)
    assert waits_for(company.margaret).author is None
    memberships.remove(company.platform, company.linus.id, by=company.margaret.id)
    employment.leave(company.linus.id, by=join("Barbara", is_admin=True))
    assert waits_for(company.margaret).problem is None
    decisions.publish(id, version=1, by=company.margaret)
    assert questions.show(QuestionId(id), viewer=company.ada).post.author is None


def test_an_asker_answers_without_a_name(company: Company) -> None:
    look_at(company)
    question = questions.ask(replace(ask(company, is_anonymous=True), own_answer=None), by=company.linus.id)
    send(AnswerDraft(question=question, body=text("Found it.")), by=company.linus)
    assert waits_for(company.margaret).author is None


def test_publishing_is_no_activity_of_its_author(company: Company) -> None:
    look_at(company)
    id = send(tip(company), by=company.linus)
    answer = send(AnswerDraft(question=company.platform_question, body=text("By hand.")), by=company.linus)
    for one in (id, answer):
        decisions.publish(one, version=1, by=company.margaret)
    rows = driver.read("MATCH (one:Person {id: $id}) RETURN one.last_active_at AS at", id=company.linus.id)
    assert rows[0]["at"] is None


def test_a_first_choice_who_is_away_by_then_is_not_asked(company: Company) -> None:
    look_at(company)
    draft = replace(ask(company), own_answer=None, first=company.ada.id)
    id = send(draft, by=company.linus)
    driver.write("MATCH (ada:Person {id: $id}) SET ada.takes_asks = false", id=company.ada.id)
    decisions.publish(id, version=1, by=company.margaret)
    assert not driver.read("MATCH (ask:Suggestion)-[:FOR]->(:Post {id: $id}) RETURN ask.id AS id", id=id)


def test_a_coach_who_is_the_first_choice_is_asked(company: Company) -> None:
    look_at(company)
    id = send(replace(ask(company), own_answer=None, first=company.margaret.id), by=company.linus)
    decisions.publish(id, version=1, by=company.margaret)
    assert [one.question for one in inbox.asks(viewer=company.margaret)] == [id]


def test_an_admin_decides_where_all_coaches_are_away(company: Company) -> None:
    look_at(company)
    barbara = join("Barbara", is_admin=True)
    memberships.admit(company.platform, barbara, by=company.margaret.id)
    send(tip(company), by=company.linus)
    assert not decisions.waiting(viewer=viewers.get(barbara))
    driver.write(
        "MATCH (coach:Person {id: $id}) SET coach.away_until = datetime() + duration('P7D')", id=company.margaret.id
    )
    assert waits_for(viewers.get(barbara)).title == "Rotate keys with make"


def test_an_answer_goes_with_its_question_to_another_community(company: Company) -> None:
    look_at(company)
    id = send(AnswerDraft(question=company.platform_question, body=text("By hand.")), by=company.linus)
    moves.move(company.platform_question, to=None, by=company.ada)
    assert not decisions.waiting(viewer=company.margaret)
    assert waits_for(viewers.get(join("Barbara", is_admin=True))).id == id
