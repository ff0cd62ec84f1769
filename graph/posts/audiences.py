"""Who may see a post, and whether anyone adds to it, follows from its community. What hangs on it follows from that."""

from typing import LiteralString

# Give `post` the audience of `place`, its community, or of everyone if that is null.
AUDIENCE: LiteralString = """
    SET post.audience = {{place is read by}},
        post.is_archived = CASE WHEN place.archived_at IS NULL THEN null ELSE true END
"""

# Its skills can be known by them.
SKILLS: LiteralString = """
    WITH post, [(post)-[:ABOUT]->(skill:Skill) | skill] AS skills
    FOREACH (skill IN skills |
        SET skill.changed_key = CASE WHEN post.audience IN skill.audiences THEN skill.changed_key ELSE $key END
        SET skill.audiences = [other IN skill.audiences WHERE other <> post.audience] + post.audience)
"""

# Asks and checks of people who may not see it any more are closed, and others can be asked.
ASKED: LiteralString = """
    WITH post, [(post)<-[:FOR]-(ask:Suggestion)-[:PROPOSES]->(person:Person)
                   WHERE ask.open_key IS NOT NULL AND NOT {{person is a reader}} | ask] AS asks,
         [(post)<-[:CONCERNS]-(check:Check)-[:ASKS]->(person:Person) WHERE NOT {{person is a reader}} | check]
             AS checks
    FOREACH (ask IN asks | SET ask.state = 'expired' REMOVE ask.open_key)
    FOREACH (check IN checks | DETACH DELETE check)
    FOREACH (_ IN CASE WHEN size(asks) > 0 THEN [1] ELSE [] END | SET {{post is to be matched again}})
"""

FOLLOW: LiteralString = AUDIENCE + SKILLS + ASKED
