"""Not my skill: somebody who is asked about a skill says that they don't know it."""

from graph import clock
from graph.asking.asks import CLOSED
from graph.driver import only, write
from graph.errors import NotFound
from graph.ids import AskId, PersonId, QuestionId, SkillSlug


def disclaim(id: AskId, skill: SkillSlug, *, by: PersonId) -> QuestionId:
    """Say that one does not know this skill: it is hidden, speaks for nobody being asked, and the ask is declined.

    Evidence in other skills still counts. Twice changes nothing. One can show the skill again in the own profile.
    Raises `NotFound` for other people's asks, for closed ones, and for skills that no reason of the ask names.
    """
    rows = write(
        """
        MATCH (ask:Suggestion {id: $id})-[:PROPOSES]->(me:Person {id: $by})
        WHERE ask.state IN ['asked', 'accepted', 'declined']
        MATCH (ask)-[:FOR]->(question:Post)
        MATCH (skill:Skill {slug: $skill})
        WHERE EXISTS { MATCH (ask)-[:BECAUSE]->(said:Skill) WHERE said.slug = $skill }
           OR EXISTS { MATCH (ask)-[:BECAUSE]->(:Post)-[:ABOUT]->(about:Skill) WHERE about.slug = $skill }
           OR EXISTS { MATCH (ask)-[:BECAUSE]->(:Answer)-[:ANSWERS]->(:Post)-[:ABOUT]->(about:Skill)
                       WHERE about.slug = $skill }
        MERGE (me)-[standing:STANDS_IN]->(skill)
        SET standing.shown_to = 'nobody',
            standing.hidden = true,
            me.changed_key = $key
        FOREACH (_ IN CASE WHEN ask.state = 'declined' THEN [] ELSE [1] END |
            SET {{question is to be matched again}})
        SET ask.state = 'declined',
            ask.reason = coalesce(ask.reason, ''),
            ask.seen_at = coalesce(ask.seen_at, datetime($now))
        REMOVE ask.open_key
        WITH me, skill, question
        OPTIONAL MATCH (me)-[knows:KNOWS]->(skill)
        SET knows.hidden = true
        RETURN DISTINCT question.id AS question
        """,
        id=id,
        by=by,
        skill=skill,
        key=clock.key(clock.now()),
        now=clock.now().isoformat(),
    )
    return only(rows, otherwise=NotFound(CLOSED))["question"]
