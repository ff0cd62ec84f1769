"""First choices: an asker names a colleague, who is asked at once, or learns why they can't be; on both engines."""

import pytest

from graph import driver
from graph.asking import asks, first_choices, inbox, widening
from graph.communities import communities
from graph.errors import Forbidden, Invalid, NotFound
from graph.ids import PersonId, QuestionId
from graph.notifications import concerns, notifications
from graph.posts import questions
from graph.posts.questions import QuestionDraft
from tests.company import Company, text


def draft(company: Company, *, first: str = "tim", community: str | None = None, **more: object) -> QuestionDraft:
    return QuestionDraft(
        title="Which broker for the plant?",
        body=text("We have two."),
        skills=("mqtt",),
        community=communities.show(community, viewer=company.ada).id if community else None,
        first=getattr(company, first).id,
        **{"is_anonymous": False, **more},
    )


def asked_first(company: Company, **more: object) -> QuestionId:
    return questions.ask(draft(company, **more), by=company.linus.id)


def problem(company: Company, **more: object) -> str:
    """Return why Linus can't ask this person first. Nothing is posted then."""
    before = questions.listed("newest", viewer=company.linus).cards
    with pytest.raises(Invalid) as refused:
        asked_first(company, **more)
    assert questions.listed("newest", viewer=company.linus).cards == before
    return refused.value.problems["ask"]


def test_linus_asks_tim_first(company: Company):
    question = asked_first(company)
    [ask] = inbox.asks(viewer=company.tim)
    assert (ask.question, ask.is_referred, ask.referrer, ask.state) == (question, True, ask.asker, "asked")
    [shown] = widening.asked(question, viewer=company.grace)
    assert (shown.person.name, shown.referrer.name) == ("Tim", "Linus")


def test_the_others_who_know_it_are_still_looked_for(company: Company):
    question = asked_first(company)
    assert not questions.is_matched(question, viewer=company.linus)
    assert widening.pass_empty(question) is False


def test_tim_is_told_at_once_and_once(company: Company):
    driver.write("MATCH (p:Person) SET p.password_hash = 'not a hash'")
    question = asked_first(company)
    for _ in range(2):
        notifications.note(question)
    told = concerns.on_post(question, since=notifications.horizon())
    assert [(one.kind, one.person) for one in told] == [("asked", company.tim.id)]


def test_nobody_who_asks_anonymously_is_named(company: Company):
    question = asked_first(company, is_anonymous=True)
    [ask] = inbox.asks(viewer=company.tim)
    assert (ask.is_referred, ask.referrer, ask.asker) == (True, None, None)
    assert [one.referrer for one in widening.asked(question, viewer=company.tim)] == [None]


def test_tim_can_decline_like_anyone_who_is_asked(company: Company):
    question = asked_first(company)
    asks.decline(inbox.asks(viewer=company.tim)[0].id, by=company.tim.id)
    assert widening.asked(question, viewer=company.linus) == ()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"takes_asks": False}, "Tim takes no questions at the moment."),
        ({"ask_limit": 0}, "Tim has enough open questions at the moment."),
        ({"state": "left"}, "Tim has left and can't be asked."),
    ],
)
def test_the_form_says_why_tim_cannot_be_asked(company: Company, change: dict[str, object], sentence: str):
    driver.write("MATCH (tim:Person {id: $id}) SET tim += $change", id=company.tim.id, change=change)
    assert problem(company) == sentence
    assert first_choices.of(company.tim.id, viewer=company.linus).problem == sentence


def test_somebody_away_is_asked_again_when_they_are_back(company: Company):
    driver.write(
        "MATCH (tim:Person {id: $id}) SET tim.away_until = datetime('2999-01-05T00:00:00Z')", id=company.tim.id
    )
    assert problem(company) == "Tim is away until 5 January and can't be asked now."


def test_tim_has_no_access_to_the_platform_engineers(company: Company):
    sentence = "Tim doesn't have access to the community in which you ask."
    assert problem(company, community=company.platform) == sentence
    assert asked_first(company, first="ada", community=company.platform)


def test_strangers_learn_nothing_about_a_community(company: Company):
    with pytest.raises(Forbidden):
        questions.ask(draft(company, first="linus", community=company.platform), by=company.tim.id)


def test_nobody_asks_themselves_or_someone_unknown(company: Company):
    assert problem(company, first="linus") == "You can't ask yourself."
    with pytest.raises(NotFound):
        first_choices.of(PersonId("nobody"), viewer=company.linus)


def test_nobody_is_asked_what_is_answered_already(company: Company):
    with pytest.raises(Invalid, match="Nobody is asked if you post an answer yourself"):
        draft(company, own_answer=text("The left one."))
