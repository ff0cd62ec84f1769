"""People who learned a skill recently are asked first: they teach it back, and know what a beginner doesn't see yet.

Someone who learned a skill of the question in the last 60 days is asked alone. If no answer is accepted within a day,
the rings begin as usual (graph/asking/widening.py). Nothing about the asker is looked at, so that it is the same
whoever asked. Goals and mentorships are private, so only the learner knows that they are asked first, and why.
"""

from dataclasses import dataclass
from datetime import timedelta

from graph import clock
from graph.driver import read, write
from graph.ids import PersonId, QuestionId, SkillSlug, new_id
from graph.matching import candidates
from graph.matching.candidates import Case
from graph.matching.scores import NOTHING
from graph.rows import read_as

RECENTLY = timedelta(days=60)
ALONE_FOR = timedelta(days=1)
# How long someone who was asked first isn't asked first again.
REST = timedelta(days=7)
QUESTIONS_PER_SWEEP = 200

# A novice who had one thing explained doesn't know the skill yet.
LEAST_LEVEL = 2


@dataclass(frozen=True, kw_only=True)
class _Learner:
    person: PersonId
    skill: SkillSlug
    at: int


def ask(id: QuestionId) -> bool:
    """Ask someone who learned a skill of this question recently, if nobody was asked yet and nothing is urgent.

    Return whether everyone else is to wait for them. Twice asks nobody twice.
    """
    case = candidates.case(id)
    found = _learners(case) if case else ()
    able = candidates.able(dict.fromkeys([one.person for one in found], NOTHING), case) if case and found else ()
    free = {one.person for one in able}
    first = next((one for one in found if one.person in free), None)
    if first:
        _send(first, about=id)
    return _is_waited_for(id)


def over() -> tuple[QuestionId, ...]:
    """Return the questions whose learner had a day, at most 200. They count as unmatched again unless they are settled.

    An answer of the learner that nobody has accepted doesn't keep others from being asked, unlike any other answer.
    """
    now = clock.now()
    rows = write(
        """
        MATCH (post:Question)
        WHERE post.alone_key < $oldest
        WITH post
        LIMIT $limit
        MATCH (post)<-[:FOR]-(ask:Suggestion)-[:PROPOSES]->(learner:Person)
        WHERE ask.via = 'learner'
        WITH post, COUNT { (post)<-[:ANSWERS]-(:Answer) } AS answers, COUNT {
            MATCH (post)<-[:ANSWERS]-(:Answer)<-[:GAVE]-(helper:Person)
            WHERE helper.id = learner.id AND NOT {{helper is the anonymous asker}}
        } AS own
        SET post.is_unsure = CASE WHEN post.open_key > 0 AND answers > 0 AND answers = own THEN true END
        SET {{post is to be matched again}}
        REMOVE post.alone_key
        RETURN post.id AS id
        """,
        oldest=clock.key(now - ALONE_FOR),
        limit=QUESTIONS_PER_SWEEP,
        key=clock.key(now),
    )
    return tuple(row["id"] for row in rows)


def settle(id: QuestionId) -> None:
    """Note that others were asked beside the learner's answer. From now on, it counts like any answer."""
    write("MATCH (question:Post {id: $id}) WHERE question.is_unsure REMOVE question.is_unsure", id=id)


def _learners(case: Case) -> tuple[_Learner, ...]:
    """Return who learned a skill of the question recently, whoever learned it last first.

    They had an answer accepted by name, reached a goal, or say that a mentorship helped them.
    """
    now = clock.now()
    found = read_as(
        _Learner,
        """
        MATCH (question:Post {id: $question})
        WHERE question.ring IS NULL AND question.longest_wait IS NULL AND coalesce(question.needed_by, '') = ''
          AND NOT EXISTS { (question)<-[:FOR]-(:Suggestion) }
        MATCH (question)-[:ABOUT]->(skill:Skill)
        WITH skill, COLLECT {
            MATCH (skill)<-[:ABOUT]-(asked:Post)-[acceptance:ACCEPTED]->(answer:Answer)
            WHERE acceptance.at > datetime($since) AND NOT coalesce(asked.is_anonymous, false)
            MATCH (asked)<-[:ASKED]-(person:Person)-[standing:STANDS_IN]->(known:Skill)
            WHERE known.slug = skill.slug AND standing.level >= $level
              AND NOT EXISTS { (answer)<-[:GAVE]-(helper:Person) WHERE helper.id = person.id }
            RETURN {person: person.id, at: acceptance.at.epochMillis} AS helped
        } + COLLECT {
            MATCH (skill)<-[:IN_SKILL]-(goal:Goal)<-[:AIMS_AT]-(person:Person)
            WHERE goal.state = 'reached' AND goal.ended_at > datetime($since)
            RETURN {person: person.id, at: goal.ended_at.epochMillis} AS reached
        } + COLLECT {
            MATCH (skill)<-[:IN_SKILL]-(mentorship:Mentorship)<-[:LEARNS_IN]-(person:Person)
            WHERE mentorship.state = 'ended' AND mentorship.ended_key > $since_key AND EXISTS {
                MATCH (person)-[:SAID]->(said:MentoringFeedback)-[:OF]->(about:Mentorship)
                WHERE about.id = mentorship.id AND said.helped <> 'no'
            }
            RETURN {person: person.id, at: mentorship.ended_key / 1000} AS mentored
        } AS found
        UNWIND found AS one
        MATCH (person:Person {id: one.person})
        WHERE coalesce(person.teaches_back, true) AND coalesce(person.asked_first_key, 0) < $rested
          AND NOT person.id IN $barred
        RETURN person.id AS person, skill.slug AS skill, one.at AS at
        """,
        question=case.question,
        since=(now - RECENTLY).isoformat(),
        since_key=clock.key(now - RECENTLY),
        level=LEAST_LEVEL,
        rested=clock.key(now - REST),
        barred=sorted(case.barred),
    )
    return tuple(sorted(found, key=lambda one: (-one.at, one.person)))


def _send(learner: _Learner, *, about: QuestionId) -> None:
    now = clock.now()
    write(
        """
        MATCH (question:Post {id: $question})
        MATCH (person:Person {id: $person})
        // Writing before looking takes the lock: two workers must not both ask.
        SET question.matched_at = datetime($now)
        WITH question, person
        WHERE {{question is still waiting}} AND question.ring IS NULL
          AND NOT EXISTS { (question)<-[:FOR]-(:Suggestion) }
        SET question.alone_key = $key, person.asked_first_key = $key, {{question is no longer to be matched}}
        MERGE (ask:Suggestion {key: $ask})
        ON CREATE SET ask.id = $id, ask.via = 'learner', ask.learned = $skill, ask.ring = 0, ask.rank = 1,
                      ask.state = 'asked', ask.open_key = $key, ask.made_at = datetime($now)
        MERGE (ask)-[:FOR]->(question)
        MERGE (ask)-[:PROPOSES]->(person)
        """,
        question=about,
        person=learner.person,
        ask=f"{about}:{learner.person}",
        id=new_id(),
        skill=learner.skill,
        key=clock.key(now),
        now=now.isoformat(),
    )


def _is_waited_for(id: QuestionId) -> bool:
    rows = read(
        """
        MATCH (question:Post {id: $id})<-[:FOR]-(ask:Suggestion)
        WHERE question.alone_key IS NOT NULL AND ask.via = 'learner' AND ask.state IN ['asked', 'accepted']
        RETURN ask.id AS id
        """,
        id=id,
    )
    return bool(rows)
