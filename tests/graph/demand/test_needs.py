"""Needs, on both engines: counted without names, and announced when they are met."""

import hmac
from datetime import timedelta

import pytest

from graph import clock, driver
from graph.demand import anonymous_demand, me_too, needs, writing_requests
from graph.errors import Conflict, Forbidden, NotFound
from graph.expertise import evidence
from graph.ids import PostId, SkillSlug
from graph.posts import answers, questions, tips
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company

KAFKA = (SkillSlug("kafka"),)


def look(*people: Viewer, skill: str = "kafka", audience: str = "everyone") -> None:
    """Let these people look for a skill without finding anything."""
    for person in people:
        anonymous_demand.note((SkillSlug(skill),), "failed", by=person.id, audience=audience)


def write_tip(company: Company, by: Viewer, skill: str = "kafka", community: str | None = None) -> PostId:
    draft = tips.TipDraft(title="Tiered storage", body=stories.text("So."), skills=(skill,), community=community)
    return tips.post(draft, by=by.id)


def test_three_people_make_a_need_and_each_counts_once(company: Company):
    look(company.linus, company.tim, company.linus)
    assert needs.listed(viewer=company.grace) == ()
    look(company.ada)
    [need] = needs.listed(viewer=company.grace)
    assert (need.skill.slug, need.people, need.covered) == ("kafka", 3, 1)


def test_the_list_is_for_coaches_managers_and_admins(company: Company):
    look(company.linus, company.tim, company.ada)
    assert needs.listed(viewer=company.margaret)
    for person in (company.linus, company.ada, company.tim):
        with pytest.raises(Forbidden):
            needs.listed(viewer=person)
        assert not needs.on_home(viewer=person).may_see
    driver.write("MATCH (tim:Person {id: $id}) SET tim.is_admin = true", id=company.tim.id)
    assert needs.listed(viewer=company.tim)


def test_nothing_that_is_kept_or_read_says_who(company: Company):
    look(company.linus, company.tim, company.ada)
    kept = driver.read("MATCH (wish:Wish) RETURN wish {.*} AS wish, COUNT { (wish)--(:Person) } AS people")
    assert len(kept) == 3
    assert all(row["people"] == 0 for row in kept)
    told = repr(kept) + repr(needs.listed(viewer=company.grace))
    assert not [one for one in (company.linus, company.tim, company.ada) if one.id in told]


def test_nobody_can_make_a_mark_without_the_secret_of_the_site(company: Company):
    look(company.linus)
    [kept] = driver.read("MATCH (wish:Wish) RETURN wish.who AS who")
    assert kept["who"] != hmac.digest(b"", company.linus.id.encode(), "sha256").hex()[:32]


def test_what_came_before_the_reader_knew_of_a_need_is_no_remedy_to_them(company: Company):
    look(company.ada, audience=company.ada.audiences[1])
    write_tip(company, company.ada)
    look(company.linus, company.tim, company.grace)
    assert [need.remedies for need in needs.listed(viewer=company.grace)] == [()]
    assert [len(need.remedies) for need in needs.listed(viewer=company.margaret)] == [1]


def test_who_looks_in_a_closed_community_counts_for_its_members_only(company: Company):
    closed = company.ada.audiences[1]
    look(company.linus, company.ada, company.margaret, skill="kafka", audience=closed)
    assert needs.listed(viewer=company.grace) == ()
    assert needs.listed(viewer=company.margaret)[0].people == 3
    look(company.tim, skill="tls")
    look(company.linus, company.ada, skill="tls")
    assert [need.skill.slug for need in needs.listed(viewer=company.grace)] == []
    assert {need.skill.slug for need in needs.listed(viewer=company.margaret)} == {"kafka", "tls"}


def test_many_recent_and_uncovered_come_first(company: Company, monkeypatch: pytest.MonkeyPatch):
    questions.ask(stories.question("Which?", "rust"), by=company.grace.id)
    look(company.linus, company.tim, company.ada)
    look(company.linus, company.tim, company.ada, skill="rust")
    assert [need.skill.slug for need in needs.listed(viewer=company.grace)] == ["rust", "kafka"]
    later = clock.now() + timedelta(days=60)
    monkeypatch.setattr(clock, "now", lambda: later)
    look(company.linus, company.tim, company.ada)
    assert [need.skill.slug for need in needs.listed(viewer=company.grace)] == ["kafka", "rust"]


def test_who_finds_something_after_all_needs_it_no_more(company: Company):
    look(company.linus, company.tim, company.ada)
    anonymous_demand.found(KAFKA, by=company.tim.id)
    anonymous_demand.found(KAFKA, by=company.tim.id)
    assert needs.listed(viewer=company.grace) == ()


def test_a_question_without_an_answer_is_a_wish_until_it_has_one(company: Company):
    now = clock.now()
    found = anonymous_demand.unanswered(since=now - timedelta(days=1), until=now + timedelta(minutes=1))
    assert [one.question for one in found] == [company.platform_question]
    for one in found:
        anonymous_demand.note(one.skills, "question", by=one.by, audience=one.audience, about=one.question)
    look(company.linus, company.tim, skill="tls")
    assert [need.people for need in needs.listed(viewer=company.margaret)] == [3]
    anonymous_demand.answered(answers.give(company.platform_question, stories.text("So."), by=company.linus))
    assert needs.listed(viewer=company.margaret) == ()


def test_closing_a_need_tells_those_who_had_it_and_nobody_else(company: Company):
    look(company.linus, company.tim, company.ada)
    tip = write_tip(company, company.margaret)
    [need] = needs.listed(viewer=company.grace)
    assert [remedy.id for remedy in need.remedies] == [tip]
    needs.close(need.id, tip, by=company.grace)
    assert [(met.skill, met.post.title) for met in needs.on_home(viewer=company.linus).met] == [
        ("kafka", "Tiered storage")
    ]
    assert needs.on_home(viewer=company.margaret).met == needs.on_home(viewer=company.grace).met == ()
    needs.see(need.id, by=company.linus)
    needs.see(need.id, by=company.linus)
    assert needs.on_home(viewer=company.linus).met == ()
    assert needs.on_home(viewer=company.tim).met


def test_who_may_not_see_the_post_is_not_told_of_it(company: Company):
    look(company.linus, company.tim, company.ada)
    tip = write_tip(company, company.margaret)
    needs.close(needs.listed(viewer=company.grace)[0].id, tip, by=company.grace)
    driver.write("MATCH (post:Post {id: $id}) SET post.audience = $to", id=tip, to=company.ada.audiences[1])
    assert needs.on_home(viewer=company.ada).met
    assert needs.on_home(viewer=company.tim).met == ()


def test_a_closed_post_meets_the_need_of_its_readers_and_the_others_keep_theirs(company: Company):
    look(company.linus, company.ada, company.tim, company.grace)
    members = company.ada.audiences[1]
    tip = write_tip(company, company.margaret, community=members)
    [need] = needs.listed(viewer=company.margaret)
    assert [remedy.id for remedy in need.remedies] == [tip]
    assert not needs.close(need.id, tip, by=company.margaret)
    assert [met.post.id for met in needs.on_home(viewer=company.linus).met] == [tip]
    assert needs.on_home(viewer=company.tim).met == needs.on_home(viewer=company.grace).met == ()
    look(company.margaret)
    for reader in (company.margaret, company.grace):
        [left] = needs.listed(viewer=reader)
        assert (left.id, left.people) == (need.id, 3)
    assert needs.listed(viewer=company.grace)[0].remedies == ()


def test_who_was_helped_by_a_closed_post_and_looks_in_vain_again_counts_again(company: Company):
    look(company.linus, company.ada, company.tim, company.grace)
    tip = write_tip(company, company.margaret, community=company.ada.audiences[1])
    needs.close(needs.listed(viewer=company.margaret)[0].id, tip, by=company.margaret)
    look(company.linus)
    assert [need.people for need in needs.listed(viewer=company.grace)] == [3]
    [met] = needs.on_home(viewer=company.linus).met
    needs.see(met.need, by=company.linus)
    assert needs.on_home(viewer=company.linus).met == ()
    assert [need.people for need in needs.listed(viewer=company.grace)] == [3]


def test_a_need_that_was_dismissed_is_told_to_nobody_and_may_come_again(company: Company):
    look(company.linus, company.tim, company.ada)
    [need] = needs.listed(viewer=company.grace)
    needs.dismiss(need.id, by=company.grace)
    assert needs.listed(viewer=company.grace) == ()
    assert needs.on_home(viewer=company.tim).met == ()
    with pytest.raises(NotFound):
        needs.dismiss(need.id, by=company.grace)
    look(company.linus, company.tim, company.ada)
    assert needs.listed(viewer=company.grace)[0].people == 3


def test_nothing_can_be_done_about_what_is_not_shown(company: Company):
    look(company.linus, company.tim)
    [row] = driver.read("MATCH (need:Need) RETURN need.id AS id")
    for act in (needs.dismiss, lambda id, by: needs.close(id, company.kafka_tip, by=by)):
        with pytest.raises(NotFound):
            act(row["id"], by=company.grace)
        with pytest.raises(Forbidden):
            act(row["id"], by=company.linus)


def test_old_wishes_and_closed_needs_are_forgotten(company: Company, monkeypatch: pytest.MonkeyPatch):
    look(company.linus, company.tim, company.ada)
    needs.dismiss(needs.listed(viewer=company.grace)[0].id, by=company.grace)
    look(company.linus)
    later = clock.now() + timedelta(days=181)
    monkeypatch.setattr(clock, "now", lambda: later)
    anonymous_demand.forget()
    needs.forget()
    assert driver.read("MATCH (wish:Wish) RETURN wish.key AS key") == []
    assert driver.read("MATCH (need:Need) WHERE need.key IS NULL RETURN need.id AS id") == []


def test_others_with_the_same_question_are_counted_once_and_not_shown(company: Company):
    for _ in range(2):
        me_too.add(company.kafka_question, by=company.tim)
    me_too.add(company.kafka_question, by=company.linus)
    assert me_too.of(company.kafka_question, viewer=company.tim) == me_too.MeToo(
        question=company.kafka_question, count=2, is_mine=True
    )
    assert not me_too.of(company.kafka_question, viewer=company.ada).is_mine
    me_too.take_back(company.kafka_question, by=company.tim)
    assert me_too.of(company.kafka_question, viewer=company.tim).count == 1
    assert driver.read("MATCH (wish:Wish) RETURN wish.source AS source") == [{"source": "echo"}]


def test_nobody_echoes_their_own_question_or_a_closed_one(company: Company):
    with pytest.raises(Forbidden):
        me_too.add(company.kafka_question, by=company.grace)
    with pytest.raises(Forbidden):
        me_too.add(company.platform_question, by=company.tim)
    assert me_too.of(company.platform_question, viewer=company.tim).count == 0


def test_an_accepted_answer_ends_the_wishes_for_it(company: Company):
    me_too.add(company.kafka_question, by=company.tim)
    anonymous_demand.answered(company.kafka_answer)
    assert driver.read("MATCH (wish:Wish) RETURN wish.source AS source") == [{"source": "echo"}]
    answers.accept(company.kafka_answer, by=company.grace.id)
    anonymous_demand.answered(company.kafka_answer)
    assert driver.read("MATCH (wish:Wish) RETURN wish.source AS source") == []


@pytest.fixture
def wanted(company: Company) -> needs.Need:
    """The need of Linus, Tim and Margaret for a skill that Ada has."""
    evidence.weigh(company.kafka_answer)
    look(company.linus, company.tim, company.margaret)
    return needs.listed(viewer=company.grace)[0]


def test_who_knows_it_best_is_asked_to_write(company: Company, wanted: needs.Need):
    assert writing_requests.ask(wanted.id).name == "Ada"
    assert [one.name for one in needs.listed(viewer=company.grace)[0].asked] == ["Ada"]
    [commission] = writing_requests.inbox(viewer=company.ada)
    assert (commission.skill.name, commission.evidence, commission.is_new) == ("kafka", 1, True)
    writing_requests.see(by=company.ada.id)
    assert not writing_requests.inbox(viewer=company.ada)[0].is_new
    assert writing_requests.inbox(viewer=company.tim) == ()


def test_nobody_is_asked_twice_or_about_what_they_look_for(company: Company, wanted: needs.Need):
    writing_requests.ask(wanted.id)
    evidence.weigh(answers.give(company.kafka_question, stories.text("Restart."), by=company.tim))
    with pytest.raises(Conflict):
        writing_requests.ask(wanted.id)


def test_who_declines_or_is_silent_leaves_it_to_the_next(
    company: Company, wanted: needs.Need, monkeypatch: pytest.MonkeyPatch
):
    writing_requests.ask(wanted.id)
    [commission] = writing_requests.inbox(viewer=company.ada)
    with pytest.raises(NotFound):
        writing_requests.decline(commission.id, by=company.tim.id)
    assert {writing_requests.decline(commission.id, by=company.ada.id) for _ in range(2)} == {wanted.id}
    assert writing_requests.inbox(viewer=company.ada) == ()
    evidence.weigh(answers.give(company.kafka_question, stories.text("Restart."), by=company.grace))
    assert writing_requests.ask(wanted.id).name == "Grace"
    later = clock.now() + timedelta(days=8)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert writing_requests.expire() == (wanted.id,)
    assert writing_requests.expire() == ()


def test_what_was_asked_for_meets_the_need_once_it_is_written(company: Company, wanted: needs.Need):
    writing_requests.ask(wanted.id)
    needs.meet(write_tip(company, company.linus))
    assert needs.listed(viewer=company.grace)
    needs.meet(write_tip(company, company.ada))
    assert needs.listed(viewer=company.grace) == ()
    assert writing_requests.inbox(viewer=company.ada) == ()
    assert [met.post.title for met in needs.on_home(viewer=company.tim).met] == ["Tiered storage"]
