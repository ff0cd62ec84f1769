"""Which list of words holds where someone writes."""

from dataclasses import dataclass

from graph.ids import CommunityId
from graph.rows import read_as
from graph.viewers import Viewer


@dataclass(frozen=True, kw_only=True)
class Place:
    """The version of the lists, and the community whose words hold beside those of the whole site."""

    version: str
    community: CommunityId | None


NOWHERE = Place(version="", community=None)


def of(*, on: str, community: CommunityId | None, viewer: Viewer) -> Place:
    """Return where it is that someone writes: on a post, answer or comment, or else in a community.

    The words of a community that the viewer may not read don't hold, since a refusal would tell what they are.
    """
    found = read_as(
        Place,
        """
        MATCH (list:WordList {key: 'words'})
        OPTIONAL MATCH (chosen:Community {id: $community}) WHERE {{chosen is open to the viewer}}
        OPTIONAL MATCH (direct:Post {id: $on})
        OPTIONAL MATCH (answer:Answer {id: $on})-[:ANSWERS]->(answered:Post)
        OPTIONAL MATCH (comment:Comment {id: $on})-[:ON]->(remarked)
        OPTIONAL MATCH (remarked)-[:ANSWERS|LEFT_IN]->(above:Post)
        WITH list, chosen, coalesce(direct, answered, above, remarked) AS post
        OPTIONAL MATCH (post)-[:IN]->(around:Community) WHERE {{post is open}}
        RETURN list.version AS version, coalesce(chosen.id, around.id) AS community
        """,
        on=on,
        community=community or "",
        audiences=viewer.audiences,
    )
    return found[0] if found else NOWHERE
