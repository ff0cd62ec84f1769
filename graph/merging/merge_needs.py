"""What a merge of two skills does to their needs: a skill has at most one, which counts everyone who has it."""

from typing import LiteralString

NEED_TO: LiteralString = """
    MATCH (need:Need {key: $lost})
    MATCH (merge:Merge {id: $id})
    OPTIONAL MATCH (own:Need {key: $kept})
    CREATE (need)-[:MOVED {moved_type: 'need', moved_stays: own IS NOT NULL}]->(merge)
    SET need.key = CASE WHEN own IS NULL THEN $kept ELSE need.key END
    """

# If both skills have a need, the people who have either are counted together.
WISHES_TO: LiteralString = """
    MATCH (need:Need {key: $lost})<-[tie:FOR]-(wish:Wish)
    MATCH (own:Need {key: $kept})
    MATCH (merge:Merge {id: $id})
    CREATE (wish)-[:MOVED {moved_type: 'wish', moved_need: need.id}]->(merge)
    CREATE (wish)-[:FOR]->(own)
    DELETE tie
    """

# A need that has been met since the merge stays met.
WISHES_BACK: LiteralString = """
    MATCH (wish:Wish)-[was:MOVED]->(merge:Merge {id: $id})
    WHERE was.moved_type = 'wish'
    MATCH (wish)-[now:FOR]->(:Need {key: $kept})
    MATCH (need:Need {id: was.moved_need})
    CREATE (wish)-[:FOR]->(need)
    DELETE now
    """

NEED_BACK: LiteralString = """
    MATCH (need:Need)-[was:MOVED]->(merge:Merge {id: $id})
    WHERE was.moved_type = 'need' AND need.key = $kept AND NOT was.moved_stays
    SET need.key = $lost
    """
