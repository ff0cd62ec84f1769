"""A past to learn from: among people who know Kafka, those with few but good answers are better."""

from datetime import UTC, datetime, timedelta

from graph.ids import PersonId, PostId, QuestionId, SkillSlug
from graph.matching.question_history import PastProof, PastQuestion
from graph.viewers import EVERYONE
from workers.matching.replay import Past

LINUS, QUESTIONS = PersonId("linus"), 300
BEGUN = datetime(2026, 1, 1, tzinfo=UTC)
KAFKA = (SkillSlug("kafka"),)


def proof(
    key: str, author: PersonId, question: QuestionId | None, at: datetime, *, is_accepted: bool = False
) -> PastProof:
    return PastProof(
        key=key,
        author=author,
        question=question,
        at=at,
        audience=EVERYONE,
        skills=KAFKA,
        undated=0,
        votes=(),
        accepted_at=at if is_accepted else None,
    )


def past(*, ada: PersonId, tim: PersonId, best: PersonId) -> Past:
    """Return a past in which Linus asks each day, both answer, and `best` gives the best answer.

    Tim also shares four tips a day, so he leads by the formula.
    """
    questions, proofs = list[PastQuestion](), list[PastProof]()
    given = dict[QuestionId, tuple[PastProof, ...]]()
    for day in range(QUESTIONS):
        id, at = QuestionId(PostId(f"q{day}")), BEGUN + timedelta(days=day)
        questions.append(
            PastQuestion(
                id=id, number=id, at=at, asker=LINUS, audience=EVERYONE, skills=KAFKA, words="Why is Kafka slow?"
            )
        )
        later = at + timedelta(hours=1)
        given[id] = tuple(proof(f"{who}{day}", who, id, later, is_accepted=who == best) for who in (ada, tim))
        tips = (proof(f"tip{day}-{number}", tim, None, later) for number in range(4))
        proofs += [*given[id], *tips]
    began = {person: BEGUN + timedelta(hours=1) for person in (ada, tim)}
    return Past(questions=tuple(questions), proofs=tuple(proofs), given=given, began=began)
