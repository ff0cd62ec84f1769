"""Mentions of people, and who is told about them."""

from graph.notifications import inbox, notifications
from graph.notifications.inbox import Line
from graph.posts import answers, comments, people_mentions, questions, tips
from graph.prose import Prose
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company
from tests.graph.posts.test_tips import draft


def naming(*people: Viewer) -> Prose:
    return stories.text(" ".join(f"[@Somebody](/people/{person.id})" for person in people))


def told(viewer: Viewer) -> list[Line]:
    return [line for line in inbox.page("all", viewer=viewer).lines if line.kind == "mentioned"]


def titles(viewer: Viewer) -> list[str]:
    return [line.title for line in told(viewer)]


def note(id: str) -> None:
    """Do what follows from a text."""
    people_mentions.note(id)
    notifications.note(id)


def test_who_is_named_in_an_answer_is_told_where(company: Company) -> None:
    answer = answers.give(company.kafka_question, naming(company.tim), by=company.ada)
    note(answer)
    (line,) = told(company.tim)
    assert (line.post, line.anchor, line.by[0].name) == (company.kafka_question, f"answer-{answer}", "Ada")


def test_a_comment_on_an_answer_names_somebody_on_the_questions_page(company: Company) -> None:
    made = comments.make(company.kafka_answer, naming(company.tim), by=company.linus)
    note(made.id)
    (line,) = told(company.tim)
    assert (line.post, line.anchor) == (company.kafka_question, f"comment-{made.id}")


def test_nobody_is_told_twice_nor_of_their_own(company: Company) -> None:
    answer = answers.give(company.kafka_question, naming(company.tim, company.tim, company.ada), by=company.ada)
    for _ in range(2):
        note(answer)
    assert len(titles(company.tim)) == 1
    assert titles(company.ada) == []


def test_who_may_not_see_the_post_is_not_told(company: Company) -> None:
    answer = answers.give(company.platform_question, naming(company.tim, company.linus), by=company.ada)
    note(answer)
    assert titles(company.tim) == []
    assert titles(company.linus) == ["How do we rotate the cluster's certificates?"]


def test_who_left_the_community_is_not_reminded_of_it(company: Company) -> None:
    note(answers.give(company.platform_question, naming(company.linus), by=company.ada))
    assert titles(company.linus) == ["How do we rotate the cluster's certificates?"]
    assert titles(Viewer(id=company.linus.id, audiences=("everyone",))) == []


def test_an_anonymous_asker_who_names_somebody_stays_anonymous(company: Company) -> None:
    anonymous = stories.question("Am I alone?", is_anonymous=True)
    asked = questions.ask(anonymous, by=company.linus.id)
    note(comments.make(asked, naming(company.tim), by=company.linus).id)
    (line,) = told(company.tim)
    assert (line.by, line.is_by_asker) == ((), True)


def test_a_plain_link_to_a_person_tells_nobody(company: Company) -> None:
    text = stories.text(f"See [her page](/people/{company.tim.id}) and [@Linus](/people/{company.linus.id}).")
    note(answers.give(company.kafka_question, text, by=company.ada))
    assert (len(titles(company.linus)), titles(company.tim)) == (1, [])


def test_a_text_that_names_nobody_is_left_alone(company: Company) -> None:
    note(tips.post(draft(company, "Plain"), by=company.ada.id))
    assert titles(company.linus) == []
