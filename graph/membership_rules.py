"""The rules of who posts in communities and who is invited to them, written out like those in graph/clauses.py."""

from typing import LiteralString

RULES: dict[str, LiteralString] = {
    # A community in which `$by` may post: not archived, and open to everyone who posts, or theirs. Everyone who reads a
    # post may answer it and comment on it: graph/approvals/approval_rules.py.
    "open to posts": """(it.archived_at IS NULL AND (EXISTS {
        MATCH (it)<-[:MEMBER_OF]-(poster:Person) WHERE poster.id = $by
    } OR (it.visibility = 'public' AND NOT {{it is for posts of members}})))""",
    "for posts of members": "coalesce(it.only_members_post, false)",
    "joined by the viewer": "EXISTS { MATCH (it)<-[:MEMBER_OF]-(member:Person) WHERE member.id = $viewer }",
    # An invitation to a community, as its person sees it. What a member of a public community sent no longer holds once
    # it isn't public. The statement calls the community `community`.
    "live": """(it.declined_key = 0 AND NOT it.is_taken_back AND community.archived_at IS NULL
        AND (it.is_by_coach OR community.visibility = 'public'))""",
    # A notification of such an invitation. The statement calls the community `thing`.
    "of a live invitation": """EXISTS {
        MATCH (told:Notification)-[:TELLS|TOLD]->(guest:Person)-[invitation:INVITED_TO]->(community:Community)
        WHERE told.id = it.id AND community.id = thing.id AND {{invitation is live}}
          AND NOT EXISTS { MATCH (guest)-[:MEMBER_OF]->(joined:Community) WHERE joined.id = thing.id }
    }""",
}
