"""What people do, and how to see that its consequences have happened. No message reaches a worker here.

Each story is told in two parts: up to its first `yield`, everything is done that came before; then comes the event.
It yields a claim for each consequence.
"""

from collections.abc import Callable, Generator, Mapping
from typing import NamedTuple

from graph import driver, viewers
from graph.asking import inbox, referrals
from graph.demand import anonymous_demand, needs, writing_requests
from graph.editing import conversions, duplicates, edits, suggested_edits
from graph.editing.edits import Edit
from graph.freshness import reactions
from graph.ids import PostId, QuestionId, SkillSlug
from graph.matching import candidates
from graph.moderation import unmaskings
from graph.notifications import inbox as told
from graph.notifications.kinds import NotificationKind
from graph.posts import answers, comments, questions, roles, texts, tips, votes
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company
from workers.finding import index_drift

Claim = Callable[[], bool]
Story = Generator[Mapping[str, Claim], None, None]


class Told(NamedTuple):
    """A story, and the consequences that it has a claim for."""

    tell: Callable[[Company], Story]
    consequences: tuple[str, ...]

    def __call__(self, company: Company) -> Story:
        return self.tell(company)


STORIES: dict[str, Told] = {}

KAFKA = SkillSlug("kafka")


def story(*consequences: str) -> Callable[[Callable[[Company], Story]], None]:
    """Note a story under the name of its event."""

    def note(tell: Callable[[Company], Story]) -> None:
        STORIES[tell.__name__] = Told(tell, consequences)

    return note


def is_indexed() -> bool:
    """Tell whether the index holds what the graph does."""
    return not any(index_drift.find(lambda _things: None))


def weights(id: str) -> list[object]:
    """Return what a piece of evidence counts for: its weight, skills and audience."""
    rows = driver.read(
        "MATCH (:Person)-[tie:GAVE|POSTED|SHOWED]->(proof) WHERE proof.id = $id"
        " RETURN [tie.weight, tie.counted, tie.counted_in] AS counts",
        id=id,
    )
    return [row["counts"] for row in rows]


def is_weighed(id: str) -> Claim:
    """Claim that evidence counts for something else than it does now."""
    before = weights(id)
    return lambda: weights(id) != before


def is_told(viewer: Viewer, kind: NotificationKind) -> Claim:
    """Claim that someone was told something of this kind."""
    return lambda: kind in {line.kind for line in told.page("all", viewer=viewer).lines}


def admin() -> Viewer:
    """Let Barbara join, who may change what others wrote."""
    return viewers.get(stories.join("Barbara", is_admin=True))


def is_matched(id: QuestionId) -> Claim:
    return lambda: id not in candidates.unmatched()


def cites(id: str, cited: str) -> Claim:
    return lambda: bool(
        driver.read("MATCH (p:Post {id: $id})-[:CITES]->(:Post {id: $cited}) RETURN 1 AS one", id=id, cited=cited)
    )


def wishes(question: PostId) -> int:
    return len(driver.read("MATCH (wish:Wish {about: $id}) RETURN 1 AS one", id=question))


def citing(company: Company):
    return stories.text(f"It is in /tips/{company.kafka_tip} as well.")


def asked(company: Company) -> QuestionId:
    """Let Linus ask about Kafka. The sweep asks Ada, who has shown that she knows it."""
    return questions.ask(stories.question("Consumer lag after a rebalance?", "kafka"), by=company.linus.id)


def known(company: Company) -> PostId:
    """Let Linus write a tip that shows that he knows Kafka too."""
    draft = tips.TipDraft(title="More about lag", body=citing(company), skills=("kafka",), community=None)
    return tips.post(draft, by=company.linus.id)


def ask_of(viewer: Viewer):
    [ask] = inbox.asks(viewer=viewer)
    return ask


def open_asks(viewer: Viewer) -> int:
    """Return how many asks of this person are open, including those that the inbox leaves out."""
    rows = driver.read(
        "MATCH (ask:Suggestion)-[:PROPOSES]->(person:Person) WHERE ask.open_key > 0 AND person.id = $id RETURN ask.id",
        id=viewer.id,
    )
    return len(rows)


def wanted(company: Company) -> str:
    """Let three people look for Kafka."""
    for person in (company.tim, company.grace, company.margaret):
        anonymous_demand.note((KAFKA,), "failed", by=person.id)
    [need] = needs.listed(viewer=company.grace)
    return need.id


def is_met(company: Company) -> Claim:
    return lambda: needs.listed(viewer=company.grace) == ()


@story("index", "matching.match_question", "freshness.note_citations")
def question_asked(company: Company) -> Story:
    yield {}
    draft = questions.QuestionDraft(
        title="Lag?", body=citing(company), skills=("kafka",), community=None, is_anonymous=False
    )
    id = questions.ask(draft, by=company.linus.id)
    yield {
        "index": is_indexed,
        "matching.match_question": lambda: bool(inbox.asks(viewer=company.ada)),
        "freshness.note_citations": cites(id, company.kafka_tip),
    }


@story("notifications.note", "index", "weigh", "evidence.close_asks", "needs.settle", "freshness.note_citations")
def answer_given(company: Company) -> Story:
    question = asked(company)
    anonymous_demand.note((KAFKA,), "question", by=company.linus.id, about=question)
    yield {}
    assert ask_of(company.ada).question == question
    answer = answers.give(question, citing(company), by=company.ada)
    yield {
        "notifications.note": is_told(company.linus, "answered"),
        "index": is_indexed,
        "weigh": is_weighed(answer),
        "evidence.close_asks": lambda: not open_asks(company.ada),
        "needs.settle": lambda: wishes(question) == 0,
        "freshness.note_citations": cites(question, company.kafka_tip),
    }


@story("notifications.note", "index", "weigh", "matching.match_question")
def answer_became_comment(company: Company) -> Story:
    barbara = admin()
    yield {}
    weighed = is_weighed(company.kafka_answer)
    conversions.to_comment(company.kafka_answer, by=barbara)
    yield {
        "notifications.note": is_told(company.ada, "changed"),
        "index": is_indexed,
        "weigh": weighed,
        "matching.match_question": is_matched(company.kafka_question),
    }


@story("notifications.note", "index", "weigh", "evidence.close_asks", "needs.settle")
def answer_accepted(company: Company) -> Story:
    question = asked(company)
    yield {}
    answer = answers.give(question, stories.text("Pause the partition."), by=company.tim)
    anonymous_demand.note((KAFKA,), "echo", by=company.grace.id, about=question)
    answers.accept(answer, by=company.linus.id)
    yield {
        "notifications.note": is_told(company.tim, "accepted"),
        "index": is_indexed,
        "weigh": is_weighed(answer),
        "needs.settle": lambda: wishes(question) == 0,
        "evidence.close_asks": lambda: not open_asks(company.ada),
    }


@story("notifications.note", "index")
def question_closed(company: Company) -> Story:
    again, barbara = asked(company), admin()
    yield {}
    assert duplicates.propose(again, company.kafka_question, by=barbara)
    yield {"notifications.note": is_told(company.linus, "changed"), "index": is_indexed}


@story("notifications.note")
def duplicate_rejected(company: Company) -> Story:
    again = asked(company)
    assert not duplicates.propose(again, company.kafka_question, by=company.tim)
    yield {}
    duplicates.reject(again, by=company.linus)
    yield {"notifications.note": is_told(company.tim, "decided")}


@story("index", "matching.match_question")
def question_reopened(company: Company) -> Story:
    again = asked(company)
    assert duplicates.propose(again, company.kafka_question, by=company.linus)
    yield {}
    duplicates.reopen(again, by=company.linus)
    yield {"index": is_indexed, "matching.match_question": is_matched(again)}


@story("notifications.note", "index", "weigh", "freshness.note_citations", "matching.match_question")
def text_edited(company: Company) -> Story:
    question, tip, barbara = asked(company), known(company), admin()
    yield {}
    weighed = is_weighed(company.kafka_tip)
    for id, by in ((question, company.linus), (company.kafka_tip, barbara)):
        body = stories.text(f"See /tips/{tip}.")
        edits.make(
            Edit(
                of=texts.get(id, viewer=by), title="Lag", body=body, skills=("tls",), is_cheat_sheet=False, summary="So"
            ),
            by=by,
        )
    yield {
        "notifications.note": is_told(company.ada, "edited"),
        "index": is_indexed,
        "weigh": weighed,
        "freshness.note_citations": cites(question, tip),
        "matching.match_question": is_matched(question),
    }


@story("notifications.note", "index", "weigh")
def reaction_given(company: Company) -> Story:
    yield {}
    weighed = is_weighed(company.kafka_answer)
    reactions.react(company.kafka_answer, "works", by=company.tim)
    reactions.react(company.kafka_answer, "dangerous", "It deletes the topic.", by=company.linus)
    yield {"notifications.note": is_told(company.ada, "warned"), "index": is_indexed, "weigh": weighed}


@story("notifications.note")
def comment_made(company: Company) -> Story:
    yield {}
    comments.make(company.kafka_answer, stories.text("Which version?"), by=company.tim)
    yield {"notifications.note": is_told(company.ada, "commented")}


@story("notifications.note")
def owner_changed(company: Company) -> Story:
    yield {}
    roles.hand_over(company.kafka_tip, company.tim.id, by=company.ada)
    yield {"notifications.note": is_told(company.tim, "changed")}


@story("notifications.note")
def suggestion_declined(company: Company) -> Story:
    of = texts.get(company.kafka_tip, viewer=company.tim)
    edit = Edit(
        of=of, title=of.title, body=stories.text("Lower."), skills=of.skills, is_cheat_sheet=False, summary="So"
    )
    id = suggested_edits.suggest(edit, by=company.tim)
    yield {}
    shown = suggested_edits.show(id, viewer=company.ada)
    suggested_edits.decline(shown, texts.get(company.kafka_tip, viewer=company.ada), "No.", by=company.ada)
    yield {"notifications.note": is_told(company.tim, "decided")}


@story("notifications.note")
def asker_revealed(company: Company) -> Story:
    draft = stories.question("Am I alone?", "helm", is_anonymous=True)
    id, first = questions.ask(draft, by=company.linus.id), admin()
    second = viewers.get(stories.join("Katherine", is_admin=True))
    unmaskings.request(id, "A threat.", by=first)
    [case] = unmaskings.of(id, viewer=second).cases
    yield {}
    unmaskings.confirm(case.id, id, by=second)
    yield {"notifications.note": is_told(company.linus, "revealed")}


@story("notifications.note")
def colleague_asked(company: Company) -> Story:
    id = asked(company)
    yield {}
    referrals.invite(id, "Tim", by=company.grace)
    count = "MATCH (one:Notification {kind: 'asked'})-[:TELLS]->(person:Person {id: $id}) RETURN one.id AS id"
    yield {"notifications.note": lambda: bool(driver.read(count, id=company.tim.id))}


@story("index")
def warnings_settled(company: Company) -> Story:
    reactions.react(company.kafka_tip, "dangerous", "It deletes the topic.", by=company.tim)
    yield {}
    reactions.settle(texts.get(company.kafka_tip, viewer=company.ada), by=company.ada)
    yield {"index": is_indexed}


@story("weigh")
def vote_cast(company: Company) -> Story:
    yield {}
    weighed = is_weighed(company.kafka_answer)
    votes.cast(company.kafka_answer, 1, by=company.tim)
    yield {"weigh": weighed}


@story("index", "weigh", "needs.meet", "freshness.note_citations")
def tip_posted(company: Company) -> Story:
    need = wanted(company)
    yield {}
    assert writing_requests.ask(need).id == company.ada.id
    draft = tips.TipDraft(title="Tiered storage", body=citing(company), skills=("kafka",), community=None)
    tip = tips.post(draft, by=company.ada.id)
    yield {
        "index": is_indexed,
        "weigh": is_weighed(tip),
        "needs.meet": is_met(company),
        "freshness.note_citations": cites(tip, company.kafka_tip),
    }
