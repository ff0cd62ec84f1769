"""A question reaches the person who knows, through the real queue and a real worker."""

from graph.asking import inbox, widening
from graph.communities import communities
from graph.ids import QuestionId
from graph.posts import answers, questions
from search import query
from tests import company as stories
from tests.company import Company
from tests.workers.conftest import eventually
from webapp.operations.processes import Process
from workers import events


def who_was_asked(question: QuestionId, company: Company) -> list[str]:
    """Return the names that Linus sees beside his question."""
    return [one.person.name for one in widening.asked(question, viewer=company.linus)]


def test_linus_asks_and_ada_hears_of_it_because_of_her_answer(company: Company, worker: Process):
    events.answer_given(company.kafka_answer)
    eventually(lambda: query.vote("consumer lag"))
    question = questions.ask(stories.question("Consumer lag after a rebalance?", "kafka"), by=company.linus.id)
    events.question_asked(question)
    eventually(lambda: who_was_asked(question, company) == ["Ada"])
    [ask] = inbox.asks(viewer=company.ada)
    assert [reason.evidence for reason in ask.reasons] == [company.kafka_answer]


def test_a_stranger_is_never_told_of_a_closed_question(company: Company, worker: Process):
    for person in (company.tim, company.ada):
        events.answer_given(answers.give(company.kafka_question, stories.text("Restart it."), by=person))
    eventually(lambda: len(query.vote("restart")) == 2)
    community = communities.show(company.platform, viewer=company.linus).id
    question = questions.ask(stories.question("Restart Kafka?", "kafka", community=community), by=company.linus.id)
    events.question_asked(question)
    eventually(lambda: who_was_asked(question, company) == ["Ada"])
    assert inbox.asks(viewer=company.tim) == ()
    assert query.find("restart", audiences=company.tim.audiences, kinds=["question"]).total == 1
