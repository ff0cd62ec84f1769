"""The statements that merge one skill (`lost`) into another (`kept`), and the statements that undo it.

Every tie of the lost skill is recorded on the merge with all its properties (`MOVED`), so that undoing restores it
exactly (docs/decisions/0018-merges.md). There is one statement for each type of tie, since Cypher takes no type as a
parameter. A merge is refused if the lost skill has a tie of a type that is not listed here. In both directions the last
statement returns the merge, or nothing if someone else was faster.
"""

from typing import LiteralString

from graph.merging.merge_goals import (
    GOALS_BACK,
    GOALS_TO,
    MENTORSHIPS_BACK,
    MENTORSHIPS_TO,
    REQUESTS_BACK,
    REQUESTS_TO,
)
from graph.merging.merge_needs import NEED_BACK, NEED_TO, WISHES_BACK, WISHES_TO

BETWEEN: tuple[LiteralString, ...] = ("RELATED", "BROADER", "NOT_BELOW", "DIFFERS_FROM")
INTO: tuple[LiteralString, ...] = (
    *("ABOUT", "IN_SKILL", "OF", "FOLLOWS", "STANDS_IN", "NAMES", "BECAUSE", "TELLS_OF", "HAS_SECTION", "SAYS_ABOUT"),
    *BETWEEN,
)
OUT_OF: tuple[LiteralString, ...] = (*BETWEEN, "MEANS")
KNOWN = {*INTO, *OUT_OF, "KNOWS", "MOVED"}

# If two people merge the same skill at once, the second one waits here and then finds nothing left to do.
TAKE_TURNS: LiteralString = """
    MATCH (skill:Skill)
    WHERE skill.slug IN [$lost, $kept]
    SET skill.is_merging = true
    REMOVE skill.is_merging
    """

BEGIN: LiteralString = """
    MATCH (lost:Skill {slug: $lost})
    MATCH (kept:Skill {slug: $kept})
    MATCH (person:Person {id: $by})
    CREATE (merge:Merge {id: $id, lost: lost.slug, kept: kept.slug, state: 'done', changed_key: $key})
    CREATE (merge)-[:BY]->(person)
    CREATE (former:FormerSkill)
    SET former = properties(lost), merge.at = datetime($now), merge.kept_audiences = kept.audiences
    CREATE (merge)-[:REPLACED]->(former)
    SET kept.audiences = kept.audiences + [audience IN lost.audiences WHERE NOT audience IN kept.audiences]
    """

# What earlier merges recorded about the lost skill moves to its `FormerSkill`.
HAND_OVER: LiteralString = """
    MATCH (lost:Skill {slug: $lost})-[note:MOVED]->(earlier:Merge)
    MATCH (:Merge {id: $id})-[:REPLACED]->(former:FormerSkill)
    CREATE (former)-[kept:MOVED]->(earlier)
    SET kept = properties(note)
    DELETE note
    """

HAND_BACK: LiteralString = """
    MATCH (:Merge {id: $id})-[:REPLACED]->(former:FormerSkill)-[note:MOVED]->(earlier:Merge)
    MATCH (lost:Skill {slug: $lost})
    CREATE (lost)-[again:MOVED]->(earlier)
    SET again = properties(note)
    DELETE note
    """

# Readers of the kept skill must not see a name that only a closed community knew.
HIDE_NAMES: LiteralString = """
    MATCH (alias:Alias)-[:NAMES]->(lost:Skill {slug: $lost})
    WHERE alias.audiences IS NULL
    SET alias.audiences = lost.audiences, alias.is_narrowed = true
    """

SHOW_NAMES: LiteralString = """
    MATCH (alias:Alias)-[:MOVED]->(:Merge {id: $id})
    WHERE alias.is_narrowed
    REMOVE alias.audiences, alias.is_narrowed
    """

MOVE_INTO: LiteralString = """
    MATCH (lost:Skill {slug: $lost})<-[tie:TYPE]-(thing)
    MATCH (kept:Skill {slug: $kept})
    MATCH (merge:Merge {id: $id})
    WITH kept, merge, tie, thing,
         thing.slug = $kept AND thing:Skill OR EXISTS { (thing)-[:TYPE]-(kept) }
             OR ('TYPE' = 'BROADER' AND EXISTS { (kept)-[:BROADER*1..12]->(thing) }) AS stays
    CREATE (thing)-[was:MOVED]->(merge)
    SET was = properties(tie)
    SET was.moved_type = 'TYPE', was.moved_way = 'into', was.moved_stays = stays
    FOREACH (_ IN CASE WHEN stays THEN [] ELSE [1] END |
        CREATE (thing)-[new:TYPE]->(kept) SET new = properties(tie))
    DELETE tie
    """

MOVE_OUT: LiteralString = """
    MATCH (lost:Skill {slug: $lost})-[tie:TYPE]->(thing)
    MATCH (kept:Skill {slug: $kept})
    MATCH (merge:Merge {id: $id})
    WITH kept, merge, tie, thing,
         thing.slug = $kept AND thing:Skill OR EXISTS { (thing)-[:TYPE]-(kept) }
             OR ('TYPE' = 'BROADER' AND EXISTS { (thing)-[:BROADER*1..12]->(kept) }) AS stays
    CREATE (thing)-[was:MOVED]->(merge)
    SET was = properties(tie)
    SET was.moved_type = 'TYPE', was.moved_way = 'out', was.moved_stays = stays
    FOREACH (_ IN CASE WHEN stays THEN [] ELSE [1] END |
        CREATE (kept)-[new:TYPE]->(thing) SET new = properties(tie))
    DELETE tie
    """

# The sums are only added up here, until a worker weighs all evidence again. A skill that someone hides stays hidden.
ADD_KNOWN: LiteralString = """
    MATCH (lost:Skill {slug: $lost})<-[tie:KNOWS]-(person:Person)
    MATCH (kept:Skill {slug: $kept})
    MATCH (merge:Merge {id: $id})
    OPTIONAL MATCH (person)-[own:KNOWS]->(kept)
        WHERE own.audience = tie.audience
    WITH kept, merge, person, tie, own
    CREATE (person)-[was:MOVED]->(merge)
    SET was = properties(tie)
    SET was.moved_type = 'KNOWS', was.moved_way = 'into', was.moved_stays = own IS NOT NULL
    FOREACH (one IN CASE WHEN own IS NULL THEN [] ELSE [own] END |
        CREATE (person)-[before:MOVED]->(merge)
        SET before = properties(one)
        SET before.moved_type = 'KNOWS', before.moved_way = 'own'
        SET one.weight = one.weight + tie.weight, one.evidence = one.evidence + tie.evidence,
            one.hidden = coalesce(one.hidden, tie.hidden))
    FOREACH (_ IN CASE WHEN own IS NULL THEN [1] ELSE [] END |
        CREATE (person)-[new:KNOWS]->(kept) SET new = properties(tie))
    DELETE tie
    """

KEEP_HIDDEN: LiteralString = """
    MATCH (person:Person)-[was:MOVED]->(merge:Merge {id: $id})
    WHERE was.moved_type = 'STANDS_IN' AND was.moved_stays AND was.hidden
    MATCH (person)-[standing:STANDS_IN]->(kept:Skill {slug: $kept})
    WHERE {{standing is not hidden}}
    SET was.moved_hides = true, was.moved_shown_to = standing.shown_to,
        standing.shown_to = was.shown_to, standing.hidden = true
    """

RULES_TO: LiteralString = """
    MATCH (collection:Collection)
    WHERE collection.rule_skill = $lost
    MATCH (merge:Merge {id: $id})
    CREATE (collection)-[:MOVED {moved_type: 'rule'}]->(merge)
    SET collection.rule_skill = $kept
    """

# The old name becomes an alias: it leads to the kept skill in addresses, in searches and wherever a skill is typed.
END: LiteralString = """
    MATCH (lost:Skill {slug: $lost})
    MATCH (kept:Skill {slug: $kept})
    MATCH (merge:Merge {id: $id})
    MERGE (alias:Alias {slug: lost.slug})
    ON CREATE SET alias.name = lost.name, alias.audiences = lost.audiences, alias.of_merge = merge.id
    MERGE (alias)-[:NAMES]->(kept)
    DETACH DELETE lost
    RETURN merge.id AS id
    """

MERGING: tuple[LiteralString, ...] = (
    TAKE_TURNS,
    BEGIN,
    HAND_OVER,
    HIDE_NAMES,
    *(MOVE_OUT.replace("TYPE", one) for one in OUT_OF),
    *(MOVE_INTO.replace("TYPE", one) for one in INTO),
    ADD_KNOWN,
    KEEP_HIDDEN,
    RULES_TO,
    NEED_TO,
    WISHES_TO,
    GOALS_TO,
    # The first looks at the mentorships of the kept goal before the second adds to them.
    REQUESTS_TO,
    MENTORSHIPS_TO,
    END,
)

RETURN_SKILL: LiteralString = """
    MATCH (merge:Merge {id: $id})-[:REPLACED]->(former:FormerSkill)
    CREATE (lost:Skill)
    SET lost = properties(former)
    """

DROP_FORMER: LiteralString = """
    MATCH (merge:Merge {id: $id})-[:REPLACED]->(former:FormerSkill)
    OPTIONAL MATCH (alias:Alias {slug: $lost})
        WHERE alias.of_merge = merge.id
    DETACH DELETE alias, former
    """

# Ties that the kept skill has lost since the merge are not restored. Ties that it has gained stay with it.
RETURN_INTO: LiteralString = """
    MATCH (merge:Merge {id: $id})<-[was:MOVED]-(thing)
    WHERE was.moved_type = 'TYPE' AND was.moved_way = 'into'
    MATCH (kept:Skill {slug: $kept})
    MATCH (lost:Skill {slug: $lost})
    OPTIONAL MATCH (thing)-[now:TYPE]->(kept)
    WITH was, thing, lost, now
    WHERE now IS NOT NULL OR (was.moved_stays AND thing:Skill)
    CREATE (thing)-[tie:TYPE]->(lost)
    SET tie = CASE WHEN was.moved_stays THEN properties(was) ELSE properties(now) END
    REMOVE tie.moved_type, tie.moved_way, tie.moved_stays, tie.moved_hides, tie.moved_shown_to
    FOREACH (gone IN CASE WHEN was.moved_stays OR now IS NULL THEN [] ELSE [now] END | DELETE gone)
    """

RETURN_OUT: LiteralString = """
    MATCH (merge:Merge {id: $id})<-[was:MOVED]-(thing)
    WHERE was.moved_type = 'TYPE' AND was.moved_way = 'out'
    MATCH (kept:Skill {slug: $kept})
    MATCH (lost:Skill {slug: $lost})
    OPTIONAL MATCH (kept)-[now:TYPE]->(thing)
    WITH was, thing, lost, now
    WHERE now IS NOT NULL OR was.moved_stays
    CREATE (lost)-[tie:TYPE]->(thing)
    SET tie = CASE WHEN was.moved_stays THEN properties(was) ELSE properties(now) END
    REMOVE tie.moved_type, tie.moved_way, tie.moved_stays
    FOREACH (gone IN CASE WHEN was.moved_stays OR now IS NULL THEN [] ELSE [now] END | DELETE gone)
    """

RETURN_KNOWN: LiteralString = """
    MATCH (merge:Merge {id: $id})<-[was:MOVED]-(person:Person)
    WHERE was.moved_type = 'KNOWS' AND was.moved_way = 'into'
    MATCH (kept:Skill {slug: $kept})
    MATCH (lost:Skill {slug: $lost})
    OPTIONAL MATCH (person)-[now:KNOWS]->(kept)
        WHERE now.audience = was.audience
    WITH was, person, lost, now
    WHERE now IS NOT NULL
    CREATE (person)-[tie:KNOWS]->(lost)
    SET tie = CASE WHEN was.moved_stays THEN properties(was) ELSE properties(now) END
    REMOVE tie.moved_type, tie.moved_way, tie.moved_stays
    FOREACH (gone IN CASE WHEN was.moved_stays THEN [] ELSE [now] END | DELETE gone)
    """

RETURN_OWN: LiteralString = """
    MATCH (merge:Merge {id: $id})<-[was:MOVED]-(person:Person)
    WHERE was.moved_type = 'KNOWS' AND was.moved_way = 'own'
    MATCH (person)-[now:KNOWS]->(kept:Skill {slug: $kept})
    WHERE now.audience = was.audience
    SET now = properties(was)
    REMOVE now.moved_type, now.moved_way
    """

SHOW_AGAIN: LiteralString = """
    MATCH (person:Person)-[was:MOVED]->(merge:Merge {id: $id})
    WHERE was.moved_hides
    MATCH (person)-[standing:STANDS_IN]->(kept:Skill {slug: $kept})
    WHERE standing.shown_to = was.shown_to
    SET standing.shown_to = was.moved_shown_to, standing.hidden = null
    """

RULES_BACK: LiteralString = """
    MATCH (collection:Collection)-[was:MOVED]->(merge:Merge {id: $id})
    WHERE collection.rule_skill = $kept
    SET collection.rule_skill = $lost
    """

# Readers of posts that name the kept skill still know of it, also if the posts came after the merge.
FORGET: LiteralString = """
    MATCH (merge:Merge {id: $id, state: 'done'})
    MATCH (kept:Skill {slug: $kept})
    WITH merge, kept, COLLECT { MATCH (kept)<-[:ABOUT]-(post:Post) RETURN DISTINCT post.audience } AS read_by
    SET kept.audiences = merge.kept_audiences
        + [audience IN read_by WHERE NOT audience IN merge.kept_audiences],
        merge.state = 'undone', merge.undone_at = datetime($now), merge.undone_by = $by, merge.changed_key = $key
    WITH merge
    OPTIONAL MATCH (merge)<-[was:MOVED]-()
    DELETE was
    RETURN DISTINCT merge.id AS id
    """

UNDOING: tuple[LiteralString, ...] = (
    TAKE_TURNS,
    RETURN_SKILL,
    HAND_BACK,
    DROP_FORMER,
    *(RETURN_INTO.replace("TYPE", one) for one in INTO),
    *(RETURN_OUT.replace("TYPE", one) for one in OUT_OF),
    RETURN_KNOWN,
    RETURN_OWN,
    SHOW_AGAIN,
    SHOW_NAMES,
    RULES_BACK,
    WISHES_BACK,
    NEED_BACK,
    REQUESTS_BACK,
    MENTORSHIPS_BACK,
    GOALS_BACK,
    FORGET,
)
