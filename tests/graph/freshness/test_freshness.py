"""Whether posts still hold, and what follows for posts built on them."""

import pytest

from graph import cards
from graph.asking import asks, inbox
from graph.driver import read, write
from graph.errors import Conflict, Forbidden, Invalid, NotFound
from graph.expertise import evidence
from graph.feed import home
from graph.freshness import freshness
from graph.ids import PostId, TipId
from graph.matching import candidates
from graph.posts import answers, citations, questions, roles, tips
from graph.viewers import Viewer
from tests.company import Company, text
from tests.graph.asking.test_asks import asked, only_ask

REASON = "The flag was renamed."


def state(id: PostId, viewer: Viewer) -> str:
    return cards.cards([id], viewer=viewer)[0].freshness


def share(title: str, body: str, *, by: Viewer) -> TipId:
    tip = tips.TipDraft(title=title, body=text(body), skills=("kafka",), community=None)
    id = tips.post(tip, by=by.id)
    citations.note([id])
    return id


def test_its_owner_verifies_a_post(company: Company) -> None:
    freshness.doubt(company.kafka_tip, REASON, by=company.tim)
    assert state(company.kafka_tip, company.tim) == "outdated"
    freshness.verify(company.kafka_tip, by=company.ada)
    freshness.verify(company.kafka_tip, by=company.ada)
    assert state(company.kafka_tip, company.tim) == "fresh"


def test_who_knows_the_skill_verifies_too_and_a_stranger_to_it_does_not(company: Company) -> None:
    with pytest.raises(Forbidden):
        freshness.verify(company.kafka_tip, by=company.tim)
    mine = share("My own", "Lag again.", by=company.tim)
    evidence.weigh(mine)
    freshness.verify(company.kafka_tip, by=company.tim)
    with pytest.raises(NotFound):
        freshness.verify(company.platform_question, by=company.tim)


def test_a_doubt_needs_a_reason_and_a_post_that_one_sees(company: Company) -> None:
    for reason in ("", " ", "R" * 501):
        with pytest.raises(Invalid):
            freshness.doubt(company.kafka_tip, reason, by=company.tim)
    with pytest.raises(Conflict):
        freshness.doubt(company.platform_question, REASON, by=company.tim)


def test_what_cites_an_outdated_post_is_to_check_until_one_of_them_is_verified(company: Company) -> None:
    citing = share("Built on it", f"See /tips/{company.kafka_tip} first.", by=company.tim)
    freshness.doubt(company.kafka_tip, REASON, by=company.tim)
    assert freshness.travel(company.kafka_tip) == (citing,)
    assert state(citing, company.tim) == "to_check"
    freshness.verify(citing, by=company.tim)
    # A second run, as after a lost message, doesn't ask for a check of posts that were verified since.
    assert freshness.travel(company.kafka_tip) == ()
    assert state(citing, company.tim) == "fresh"


def test_verifying_the_source_clears_what_was_built_on_it(company: Company) -> None:
    citing = share("Built on it", f"See /tips/{company.kafka_tip} first.", by=company.tim)
    other = share("Another source", "Words.", by=company.ada)
    both = share("Built on both", f"/tips/{company.kafka_tip} and /tips/{other}", by=company.tim)
    for source in (company.kafka_tip, other):
        freshness.doubt(source, REASON, by=company.grace)
        freshness.travel(source)
    freshness.verify(company.kafka_tip, by=company.ada)
    assert (state(citing, company.tim) in ("fresh", "due"), state(both, company.tim)) == (True, "to_check")


def test_a_doubt_is_taken_back_by_who_had_it_and_what_was_built_on_the_post_is_clear_again(company: Company) -> None:
    citing = share("Read that", f"See https://here/tips/{company.kafka_tip}", by=company.grace)
    before = state(company.kafka_tip, company.tim), state(citing, company.tim)
    for reader in (company.tim, company.linus):
        freshness.doubt(company.kafka_tip, REASON, by=reader)
    assert freshness.travel(company.kafka_tip) == (citing,)
    freshness.take_back(company.kafka_tip, by=company.grace)
    freshness.take_back(company.kafka_tip, by=company.tim)
    assert (state(company.kafka_tip, company.tim), state(citing, company.tim)) == ("outdated", "to_check")
    for _ in range(2):
        freshness.take_back(company.kafka_tip, by=company.linus)
    assert (state(company.kafka_tip, company.tim), state(citing, company.tim)) == before == ("fresh", "fresh")
    with pytest.raises(Conflict):
        freshness.take_back(company.platform_question, by=company.tim)


def test_a_circle_of_citations_ends(company: Company) -> None:
    first = share("First", "Words.", by=company.ada)
    second = share("Second", f"/tips/{first}", by=company.ada)
    write("MATCH (post:Post {id: $id}) SET post.body = $body", id=first, body=f"/tips/{second}")
    citations.note([first])
    freshness.doubt(first, REASON, by=company.tim)
    assert freshness.travel(first) == (second,)
    freshness.doubt(second, REASON, by=company.tim)
    assert freshness.travel(second) == ()
    assert freshness.travel(first) == ()


def test_what_is_no_longer_cited_is_forgotten(company: Company) -> None:
    citing = share("Built on it", f"See /tips/{company.kafka_tip}.", by=company.tim)
    freshness.doubt(company.kafka_tip, REASON, by=company.tim)
    assert freshness.travel(company.kafka_tip) == (citing,)
    write("MATCH (post:Post {id: $id}) SET post.body = 'No more.'", id=citing)
    citations.note([citing])
    assert freshness.travel(company.kafka_tip) == ()


def test_an_answers_citation_is_its_questions(company: Company) -> None:
    given = answers.give(company.kafka_question, text(f"See https://here/tips/{company.kafka_tip}"), by=company.tim)
    citations.note([given])
    freshness.doubt(company.kafka_tip, REASON, by=company.tim)
    assert freshness.travel(company.kafka_tip) == (company.kafka_question,)


def test_a_retired_post_leaves_every_list_and_keeps_its_page(company: Company) -> None:
    for _ in range(2):
        freshness.retire(company.kafka_question, by=company.grace)
    assert company.kafka_question not in [card.id for card in home.newest(company.tim).cards]
    assert questions.listed("newest", viewer=company.tim).cards == ()
    assert cards.cards([company.kafka_question], viewer=company.tim) == ()
    assert questions.show(company.kafka_question, viewer=company.tim).post.title == "Why does my Kafka consumer lag?"
    with pytest.raises(Conflict):
        freshness.verify(company.kafka_question, by=company.grace)


def test_a_post_that_is_brought_back_stands_where_it_stood(company: Company) -> None:
    before = [card.id for card in home.newest(company.tim).cards]
    freshness.retire(company.kafka_question, by=company.grace)
    for _ in range(2):
        freshness.bring_back(company.kafka_question, by=company.grace)
    assert [card.id for card in home.newest(company.tim).cards] == before
    assert [card.id for card in questions.listed("open", viewer=company.tim).cards] == [company.kafka_question]
    assert questions.listed("unanswered", viewer=company.tim).cards == ()
    assert state(company.kafka_question, company.tim) == "due"


def test_about_a_retired_question_nobody_owes_an_answer_and_once_it_is_back_it_is_asked_again(company: Company) -> None:
    question = asked(company)
    asks.accept(only_ask(company).id, by=company.ada.id)
    freshness.retire(question, by=company.linus)
    assert inbox.asks(viewer=company.ada) == ()
    assert read("MATCH (ask:Suggestion) WHERE ask.open_key > 0 RETURN ask.id") == []
    assert question not in candidates.unmatched()
    freshness.bring_back(question, by=company.linus)
    assert question in candidates.unmatched()


def test_only_owner_and_coach_retire_and_hand_over(company: Company) -> None:
    for act in (freshness.retire, freshness.bring_back):
        with pytest.raises(Forbidden):
            act(company.kafka_tip, by=company.tim)
    with pytest.raises(Forbidden):
        roles.hand_over(company.kafka_tip, company.tim.id, by=company.tim)
    freshness.retire(company.platform_question, by=company.margaret)


def test_a_post_is_handed_over_to_somebody_who_may_see_it(company: Company) -> None:
    roles.hand_over(company.kafka_tip, company.tim.id, by=company.ada)
    assert roles.of(company.kafka_tip, viewer=company.tim).is_owner
    assert not roles.of(company.kafka_tip, viewer=company.ada).is_owner
    with pytest.raises(Forbidden):
        roles.hand_over(company.platform_question, company.tim.id, by=company.ada)
