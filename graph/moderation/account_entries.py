"""What others did to someone's account, roles and memberships, as the audit log keeps it and they read it themselves.

Of a request to reveal their name they are told elsewhere, once it is agreed.
"""

from dataclasses import dataclass
from datetime import datetime

from graph.cards import Author, CommunityTag
from graph.moderation.audit import AuditedAct
from graph.rows import read_as
from graph.viewers import Viewer

ACTS: tuple[AuditedAct, ...] = (
    "became_admin",
    "came_back",
    "changed_address",
    "changed_manager",
    "dismissed_coach",
    "ended_sessions",
    "left",
    "made_admin",
    "made_coach",
    "made_password_link",
    "made_site_coach",
    "removed_member",
    "unmade_admin",
    "unmade_site_coach",
)

SHOWN = 10


@dataclass(frozen=True, kw_only=True)
class AccountEntry:
    """Something that was done to the viewer's account. `by` is `None` if the operator did it by a command.

    `community` is where it was, unless the viewer can't know of it any more.
    """

    act: AuditedAct
    at: datetime
    by: Author | None
    community: CommunityTag | None


def listed(*, viewer: Viewer) -> tuple[AccountEntry, ...]:
    """Return the last ten things that were done to the viewer, newest first."""
    return read_as(
        AccountEntry,
        """
        MATCH (:Person {id: $viewer})<-[:RECORDS]-(entry:AuditEntry)
        WHERE entry.act IN $acts
        RETURN entry.act AS act,
               entry.at AS at,
               [(entry)<-[:DID]-(one:Person) | {{one is named}}][0] AS by,
               [(entry)-[:RECORDS]->(place:Community) WHERE {{place is listed or joined}}
                   | {{place is tagged}}][0] AS community
        ORDER BY at DESC
        LIMIT $limit
        """,
        viewer=viewer.id,
        audiences=viewer.audiences,
        acts=list(ACTS),
        limit=SHOWN,
    )
