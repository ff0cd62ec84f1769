"""Not my skill: a person who is asked because of a skill says that they don't know it."""

from graph import clock
from graph.asking.asks import CLOSED
from graph.driver import only, write
from graph.errors import NotFound
from graph.ids import AskId, PersonId, QuestionId, SkillSlug


def disclaim(id: AskId, skill: SkillSlug, *, by: PersonId) -> QuestionId:
    """Say that you don't know a skill: it is hidden, you are no longer asked because of it, and the ask is declined.

    Evidence in other skills still counts, and you can show the skill again in your profile. Twice changes nothing.
    Returns the question. Raises `NotFound` for other people's asks, for closed ones, and for skills that no reason of
    the ask is about.
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
            ask.reason = coalesce(ask.reason, '')
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
