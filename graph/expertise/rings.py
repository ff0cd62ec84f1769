"""Rings: two to six people of whom each confirmed another's skill, nobody else did, and no work on it has left a trace.

A worker looks for them, and coaches decide (graph/expertise/ring_decisions.py). To suspect close colleagues wrongly is
worse than to overlook a ring, so one trace of one of them is enough to leave all of them alone: see decision 54.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from graph import clock
from graph.driver import write_together
from graph.ids import PersonId, SkillSlug
from graph.rows import read_as
from graph.viewers import EVERYONE

LARGEST = 6

Pairs = Iterable[tuple[PersonId, PersonId]]


@dataclass(frozen=True, kw_only=True)
class _Given:
    skill: SkillSlug
    giver: PersonId
    person: PersonId
    audience: str


@dataclass(frozen=True, kw_only=True)
class _Trace:
    """Whether work of a person on a skill has left a trace, and who praised it, which may be the ring itself."""

    skill: SkillSlug
    person: PersonId
    is_proven: bool
    praised_by: tuple[PersonId, ...]


@dataclass(frozen=True, kw_only=True)
class Ring:
    """The people of a ring, and the skill."""

    skill: SkillSlug
    people: frozenset[PersonId]

    @property
    def id(self) -> str:
        """The same for the same people and skill, so that finding them again finds what was decided about them."""
        return sha256(" ".join((self.skill, *sorted(self.people))).encode()).hexdigest()[:16]


def gather() -> int:
    """Keep the rings that there are now, forget others that still wait, and return how many there are. For workers."""
    found, now = find(), clock.now()
    write_together(
        (
            """
            MATCH (past:EndorsementRing)
            WHERE past.open_key > 0 AND NOT past.id IN $ids
            DETACH DELETE past
            RETURN count(*) AS forgotten
            """,
            """
            UNWIND $found AS one
            MATCH (skill:Skill {slug: one.skill})
            // What a coach has left for now covers each smaller ring of the same people.
            WHERE NOT EXISTS {
                MATCH (skill)<-[:IN_SKILL]-(left:EndorsementRing)
                WHERE left.until > datetime($now)
                  AND ALL(id IN one.people WHERE id IN left.people)
            }
            MERGE (ring:EndorsementRing {id: one.id})
            ON CREATE SET ring.since = datetime($now), ring.people = one.people, ring.open_key = $key
            SET ring.since = CASE WHEN ring.open_key > 0 THEN ring.since ELSE datetime($now) END,
                ring.open_key = coalesce(ring.open_key, $key), ring.act = null
            MERGE (ring)-[:IN_SKILL]->(skill)
            WITH ring, one
            UNWIND one.people AS id
            MATCH (person:Person {id: id})
            MERGE (ring)-[:JOINS]->(person)
            """,
        ),
        found=[{"id": ring.id, "skill": ring.skill, "people": sorted(ring.people)} for ring in found],
        ids=[ring.id for ring in found],
        now=now.isoformat(),
        key=clock.key(now),
    )
    return len(found)


def find() -> tuple[Ring, ...]:
    """Return the rings that there are, as far as everyone may see the confirmations. For workers; no page shows it."""
    of = defaultdict[SkillSlug, list[_Given]](list)
    for given in _given():
        of[given.skill].append(given)
    closed = [ring for skill, given in of.items() for ring in _closed(skill, given)]
    traces = {(trace.skill, trace.person): trace for trace in _traces(closed)}
    return tuple(ring for ring in closed if not any(_is_traced(ring, traces[ring.skill, one]) for one in ring.people))


def groups(pairs: Pairs) -> set[frozenset[PersonId]]:
    """Return the groups of people from each of whom a way leads to each other one, over `(giver, person)` pairs."""
    ahead = defaultdict[PersonId, set[PersonId]](set)
    for giver, person in pairs:
        ahead[giver].add(person)
    reached = {one: _reach(one, ahead) for one in _in_circles(ahead)}
    return {frozenset(other for other in far if one in reached.get(other, ())) for one, far in reached.items()} - {
        frozenset[PersonId]()
    }


def _closed(skill: SkillSlug, given: Collection[_Given]) -> Iterable[Ring]:
    """Yield the groups of up to six people whom nobody else confirmed."""
    for people in groups((one.giver, one.person) for one in given if one.audience == EVERYONE):
        if len(people) <= LARGEST and not any(one.person in people and one.giver not in people for one in given):
            yield Ring(skill=skill, people=people)


def _is_traced(ring: Ring, trace: _Trace) -> bool:
    return trace.is_proven or not ring.people.issuperset(trace.praised_by)


def _in_circles(ahead: Mapping[PersonId, set[PersonId]]) -> set[PersonId]:
    """Return the people who are in a circle or between two: those without a way in or out are left out in turn."""
    left = set(ahead)
    while True:
        confirmed = {person for giver in left for person in ahead[giver]}
        kept = {one for one in left & confirmed if ahead[one] & left}
        if kept == left:
            return kept
        left = kept


def _reach(start: PersonId, ahead: Mapping[PersonId, set[PersonId]]) -> set[PersonId]:
    reached, to_do = set[PersonId](), [start]
    while to_do:
        new = ahead.get(to_do.pop(), set()) - reached
        reached |= new
        to_do.extend(new)
    return reached


def _given() -> tuple[_Given, ...]:
    return read_as(
        _Given,
        """
        MATCH (giver:Person)-[:ENDORSED]->(given:Proof)-[:IN_SKILL]->(skill:Skill)
        WHERE {{given is valid}} AND giver.state = 'active'
        MATCH (given)<-[:SHOWED]-(person:Person)
        WHERE person.state = 'active'
        RETURN skill.slug AS skill, giver.id AS giver, person.id AS person, given.audience AS audience
        """,
    )


def _traces(rings: Collection[Ring]) -> tuple[_Trace, ...]:
    """Return what work of these people on the skill, or on broader ones, has left.

    Proof is that an answer was accepted, that something worked for someone, or a mentorship. Praise is a vote or
    thanks: it costs nothing, so that of the ring itself doesn't count. Who voted on an anonymous question may be its
    asker. There each vote is proof, so that no ring tells who asked.
    """
    return read_as(
        _Trace,
        """
        UNWIND $asked AS one
        MATCH (skill:Skill {slug: one.skill})-[:BROADER*0..3]->(wide:Skill)
        WITH one, collect(DISTINCT wide.slug) AS slugs
        MATCH (person:Person {id: one.person})
        WITH one, COLLECT {
            MATCH (person)-[:GAVE]->(answer:Answer)-[:ANSWERS]->(post:Post)-[:ABOUT]->(about:Skill)
            WHERE about.slug IN slugs AND NOT {{person is the anonymous asker}}
            RETURN {is_proof: coalesce(answer.is_accepted, false) OR coalesce(answer.works, 0) > 0
                        OR (coalesce(post.is_anonymous, false) AND coalesce(answer.score, 0) > 0),
                    by: [(answer)<-[vote:VOTED]-(voter:Person) WHERE vote.value = 1 | voter.id]} AS act
        } + COLLECT {
            MATCH (person)-[:POSTED]->(post:Post)-[:ABOUT]->(about:Skill)
            WHERE about.slug IN slugs
            RETURN {is_proof: coalesce(post.works, 0) > 0,
                    by: [(post)<-[vote:VOTED]-(voter:Person) WHERE vote.value = 1 | voter.id]} AS act
        } + COLLECT {
            MATCH (person)<-[:THANKS]-(thanks:Thanks)<-[:GAVE_THANKS]-(thankful:Person)
            WHERE thanks.state = 'given'
            RETURN {is_proof: false, by: [thankful.id]} AS act
        } + COLLECT {
            MATCH (person)-[:MENTORS_IN|LEARNS_IN]->(:Mentorship)-[:IN_SKILL]->(taught:Skill)
            WHERE taught.slug IN slugs
            RETURN {is_proof: true, by: []} AS act
        } AS acts
        RETURN one.skill AS skill, one.person AS person, ANY(act IN acts WHERE act.is_proof) AS is_proven,
               reduce(all = [], act IN acts | all + act.by) AS praised_by
        """,
        asked=[{"skill": ring.skill, "person": one} for ring in rings for one in ring.people],
    )
