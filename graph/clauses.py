"""The rules of privacy, each under one name, from which statements are composed: `WHERE {{person is listed}}`.

A statement names its own variable and the rule: `{{knows is shown}}` for `()-[knows:KNOWS]->()`, `{{leaver is listed}}`
for `(leaver:Person)`. The driver writes the rule out. What a rule compares with, such as `$audiences`, is a parameter
of the statement. Statements stay literals, so the driver goes on refusing text that was put together while running.

tests/architecture/test_privacy.py says which statements need which rule, and finds rules that are written out by hand.
"""

import re
from functools import cache
from typing import LiteralString, cast

from graph import question_state

# `it` stands for the variable that a statement names.
CLAUSES: dict[str, LiteralString] = {
    # A post, collection or anything else with an audience that `$audiences` includes. See graph/viewers.py.
    "open": "it.audience IN $audiences",
    # A skill that the viewer may know of: one that stands on a post or a person they may see.
    "known": "ANY(audience IN it.audiences WHERE audience IN $audiences)",
    # Another name of a skill: everyone may know it, unless it is narrowed to audiences.
    "readable": "(it.audiences IS NULL OR ANY(audience IN it.audiences WHERE audience IN $audiences))",
    # What somebody knows, as far as the viewer may see it and the person doesn't hide it.
    "shown": "it.audience IN $audiences AND it.hidden IS NULL",
    # The same as far as everyone may see it, for what is the same for all readers: the index, asks, mail.
    "shown to everyone": "it.audience = $everyone AND it.hidden IS NULL",
    # The same for all readers of a post that the statement calls `post`.
    "shown to readers": "it.audience IN [$everyone, post.audience] AND it.hidden IS NULL",
    # What somebody says of a skill and hides from nobody, where its audience doesn't matter.
    "not hidden": "it.hidden IS NULL",
    # Somebody who is here and wants to be found. People who are not listed are shown beside what they wrote only.
    "listed": "it.state = 'active' AND coalesce(it.is_listed, true)",
    # An answer, tip or other proof, or its author's tie to it, that counts for somebody as far as `$audiences` reaches.
    "counted": "it.weight IS NOT NULL AND it.counted_in IN $audiences",
    # A collection. `$seen_through` has the viewer's own id beside their audiences: it stands for those of them alone.
    "visible": "it.audience IN $seen_through",
    # Not away now, as far as their calendar says.
    "present": "(it.away_until IS NULL OR it.away_until <= datetime($now))",
    # Somebody whose superior, at any height, is `$viewer`.
    "led by the viewer": "EXISTS { (it)-[:REPORTS_TO*1..30]->(superior:Person) WHERE superior.id = $viewer }",
    # Somebody who may read a post that the statement calls `post`.
    "a reader": """(post.audience = $everyone OR EXISTS {
        MATCH (it)-[:MEMBER_OF]->(closed:Community)
        WHERE closed.id = post.audience
    })""",
    # Enough evidence, or a statement, to count as somebody who has the skill: graph/skills/coverage.py.
    "enough": "(it.weight >= $least OR it.level >= $practitioner)",
    # Not away for so long that their knowledge is out of reach: graph/skills/coverage.py.
    "in reach": "(it.away_until IS NULL OR it.away_until < datetime($too_long))",
    # A community that the viewer may know of.
    "listed or joined": "(it.visibility <> 'hidden' OR it.id IN $audiences)",
    # A community in which the viewer may read and post.
    "open to the viewer": "(it.visibility = 'public' OR it.id IN $audiences)",
    # A person of the statement who runs the site, or coaches some community.
    "an admin": "coalesce(it.is_admin, false)",
    "a coach": "EXISTS { (it)-[coaching:MEMBER_OF]->(:Community) WHERE coaching.is_coach }",
    # Somebody who looks after others: an admin, a manager or a coach.
    "a leader": """(coalesce(it.is_admin, false)
        OR EXISTS { (it)<-[:REPORTS_TO]-(:Person) }
        OR EXISTS { (it)-[coaching:MEMBER_OF]->(:Community) WHERE coaching.is_coach })""",
    # A post, or a community, that `$viewer` coaches.
    "coached": """EXISTS {
        MATCH (it)-[:IN]->(:Community)<-[coaching:MEMBER_OF]-(coach:Person)
        WHERE coach.id = $viewer AND coaching.is_coach
    }""",
    "coached by the viewer": """EXISTS {
        MATCH (it)<-[coaching:MEMBER_OF]-(coach:Person)
        WHERE coach.id = $viewer AND coaching.is_coach
    }""",
    # `{{viewer is the admin}}`: whether `$viewer` runs the site, for statements that need nothing else of them.
    "the admin": "EXISTS { MATCH (admin:Person {id: $viewer}) WHERE admin.is_admin }",
    # What sorts questions into lists has a module of its own.
    **question_state.RULES,
}

NAMED = re.compile(r"\{\{(\w+) is ([a-z ]+)\}\}")
SUBJECT = re.compile(r"\bit\b")


@cache
def written_out(statement: LiteralString) -> LiteralString:
    """Return a statement with its rules in place of their names. Raises `KeyError` for a rule that there is not."""
    return cast(LiteralString, NAMED.sub(lambda named: SUBJECT.sub(named[1], CLAUSES[named[2]]), statement))
