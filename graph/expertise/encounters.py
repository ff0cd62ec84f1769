"""Meetings: posts on which two people interacted about a skill, as far as the viewer may open them."""

from dataclasses import dataclass
from typing import Literal

from graph.ids import PersonId, PostId, SkillSlug
from graph.rows import read_as
from graph.viewers import Viewer

MeetingKind = Literal["answered", "liked", "commented"]


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """A post on which the viewer met someone.

    The person answered the viewer's question, or the viewer liked or commented on something that the person wrote.
    """

    post: PostId
    title: str
    how: MeetingKind
    audience: str


def between(viewer: Viewer, person: PersonId, skill: SkillSlug) -> tuple[Meeting, ...]:
    """Return the posts on which the viewer met this person over the skill or a broader one, at most 20, in any order.

    Anonymous questions don't count, because a meeting would reveal the asker.
    """
    return read_as(
        Meeting,
        """
        MATCH (skill:Skill {slug: $skill})-[:BROADER*0..3]->(wide:Skill)
        WITH collect(DISTINCT wide.slug) AS slugs
        MATCH (me:Person {id: $viewer})
        UNWIND [(me)-[:ASKED]->(post:Post)<-[:ANSWERS]-(answer:Answer)
                    WHERE EXISTS { (answer)<-[:GAVE]-(giver:Person) WHERE giver.id = $person }
                    | {post: post.id, how: 'answered'}]
             + [(me)-[liked:VOTED|REACTED]->(answer:Answer)-[:ANSWERS]->(post:Post)
                    WHERE (liked.value = 1 OR liked.kind = 'works')
                      AND EXISTS { (answer)<-[:GAVE]-(giver:Person) WHERE giver.id = $person }
                    | {post: post.id, how: 'liked'}]
             + [(me)-[liked:VOTED|REACTED]->(post:Post)
                    WHERE (liked.value = 1 OR liked.kind = 'works')
                      AND EXISTS { (post)<-[:POSTED]-(giver:Person) WHERE giver.id = $person }
                    | {post: post.id, how: 'liked'}]
             + [(me)-[:MADE]->(:Comment)-[:ON]->(answer:Answer)-[:ANSWERS]->(post:Post)
                    WHERE EXISTS { (answer)<-[:GAVE]-(giver:Person) WHERE giver.id = $person }
                    | {post: post.id, how: 'commented'}]
             + [(me)-[:MADE]->(:Comment)-[:ON]->(post:Post)
                    WHERE EXISTS { (post)<-[:POSTED]-(giver:Person) WHERE giver.id = $person }
                    | {post: post.id, how: 'commented'}] AS tie
        WITH slugs, tie.post AS id, head(collect(tie.how)) AS how
        MATCH (post:Post {id: id})
        WHERE {{post is open}} AND post.retired_at IS NULL AND NOT post.is_anonymous
          AND EXISTS { (post)-[:ABOUT]->(about:Skill) WHERE about.slug IN slugs }
        RETURN post.id AS post, post.title AS title, how, post.audience AS audience
        LIMIT 20
        """,
        viewer=viewer.id,
        person=person,
        skill=skill,
        audiences=viewer.audiences,
    )
