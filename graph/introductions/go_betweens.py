"""Go-betweens: colleagues who have worked with two people on the same skill, where the two have never met.

People have worked together if one answered the other's question. Only posts that the viewer may open count, so a
go-between says no more than the two would find by reading. Anonymous questions don't count: they would tell who asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from graph.cards import Author, SkillTag
from graph.ids import PersonId
from graph.rows import read_as
from graph.viewers import Viewer

SHOWN = 2
# The latest answers of someone, and the latest to them. Nobody needs to be introduced by the hundredth colleague.
READ = 100


@dataclass(frozen=True, kw_only=True)
class GoBetween:
    """Someone who has worked with both people on a skill."""

    person: Author
    skill: SkillTag


@dataclass(frozen=True, kw_only=True)
class _Tie:
    person: Author
    skill: SkillTag
    posts: int


@dataclass(frozen=True, kw_only=True)
class _Stranger:
    id: PersonId


def of(person: PersonId, *, viewer: Viewer) -> tuple[GoBetween, ...]:
    """Return at most two people who can introduce the viewer to someone, those who know both best first.

    Nobody if the two have met, if one manages the other, or if the person has left or isn't listed.
    """
    if not _are_strangers(person, viewer):
        return ()
    mine, theirs = _worked_with(viewer.id, viewer), _worked_with(person, viewer)
    both = [mine[key] for key in mine.keys() & theirs.keys() if key[0] not in (person, viewer.id)]
    strength = {key: min(mine[key].posts, theirs[key].posts) for key in mine.keys() & theirs.keys()}
    ranked = sorted(both, key=lambda tie: (-strength[_key(tie)], tie.person.id, tie.skill.slug))
    once = {tie.person.id: tie for tie in reversed(ranked)}
    best = [tie for tie in ranked if once[tie.person.id] == tie][:SHOWN]
    return tuple(GoBetween(person=tie.person, skill=tie.skill) for tie in best)


def _are_strangers(person: PersonId, viewer: Viewer) -> bool:
    rows = read_as(
        _Stranger,
        """
        MATCH (me:Person {id: $viewer})
        MATCH (person:Person {id: $person})
        WHERE {{person is listed}} AND person.id <> $viewer
          AND NOT EXISTS { (me)-[:REPORTS_TO*1..30]->(superior:Person) WHERE superior.id = $person }
          AND NOT EXISTS { (person)-[:REPORTS_TO*1..30]->(superior:Person) WHERE superior.id = $viewer }
          AND NOT EXISTS { (me)-[:MENTORS_IN|LEARNS_IN]->(:Mentorship)<-[:MENTORS_IN|LEARNS_IN]-(pair:Person)
                           WHERE pair.id = $person }
          AND NOT EXISTS {
              MATCH (me)-[:WANTS|TOWARDS]-(met:Introduction)-[:WANTS|TOWARDS]-(both:Person)
              WHERE met.state = 'made' AND both.id = $person
          }
          AND NOT EXISTS { (me)-[:GAVE_THANKS]->(:Thanks)-[:THANKS]->(thanked:Person) WHERE thanked.id = $person }
          AND NOT EXISTS { (person)-[:GAVE_THANKS]->(:Thanks)-[:THANKS]->(thanked:Person) WHERE thanked.id = $viewer }
          AND NOT EXISTS {
              MATCH (me)-[:ASKED]->(own:Post)<-[:ANSWERS]-(:Answer)<-[:GAVE]-(helper:Person)
              WHERE helper.id = $person AND NOT coalesce(own.is_anonymous, false)
          }
          AND NOT EXISTS {
              MATCH (person)-[:ASKED]->(own:Post)<-[:ANSWERS]-(:Answer)<-[:GAVE]-(helper:Person)
              WHERE helper.id = $viewer AND NOT coalesce(own.is_anonymous, false)
          }
        RETURN person.id AS id
        """,
        viewer=viewer.id,
        person=person,
    )
    return bool(rows)


def _worked_with(person: PersonId, viewer: Viewer) -> Mapping[tuple[PersonId, str], _Tie]:
    found = read_as(
        _Tie,
        """
        MATCH (one:Person {id: $person})
        UNWIND COLLECT {
            MATCH (one)-[:ASKED]->(post:Post)<-[:ANSWERS]-(:Answer)<-[:GAVE]-(other:Person)
            WHERE {{post is open}} AND post.retired_at IS NULL AND NOT coalesce(post.is_anonymous, false)
            RETURN {post: post.id, other: other.id} AS helped
            ORDER BY post.posted_key DESC
            LIMIT $most
        } + COLLECT {
            MATCH (one)-[:GAVE]->(answer:Answer)-[:ANSWERS]->(post:Post)<-[:ASKED]-(other:Person)
            WHERE {{post is open}} AND post.retired_at IS NULL AND NOT coalesce(post.is_anonymous, false)
            RETURN {post: post.id, other: other.id} AS helps
            ORDER BY post.posted_key DESC
            LIMIT $most
        } AS tie
        WITH tie
        MATCH (person:Person {id: tie.other})
        WHERE {{person is listed}}
        MATCH (post:Post {id: tie.post})-[:ABOUT]->(skill:Skill)
        WHERE {{skill is known}}
        WITH person, skill, count(DISTINCT post) AS posts
        RETURN {{person is named}} AS person, {slug: skill.slug, name: skill.name} AS skill, posts
        """,
        person=person,
        audiences=viewer.audiences,
        most=READ,
    )
    return {_key(tie): tie for tie in found}


def _key(tie: _Tie) -> tuple[PersonId, str]:
    return tie.person.id, tie.skill.slug
