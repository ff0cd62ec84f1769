"""The accounts of the site, as its admins see them: who can sign in, in which roles, and when they last did something.

When someone was last active is told by the day, and leaves out what they did without their name.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from graph.cards import CommunityTag
from graph.driver import only
from graph.errors import NotFound
from graph.ids import PersonId
from graph.rows import read_as
from graph.viewers import Viewer

SHOWN = 50

Role = Literal["", "admin", "coach", "manager"]
ROLES: tuple[Role, ...] = ("", "admin", "coach", "manager")
State = Literal["", "active", "left"]
STATES: tuple[State, ...] = ("", "active", "left")


@dataclass(frozen=True, kw_only=True)
class AccountRow:
    """Someone with a password. `coached` are the communities that they coach and the viewer may know of.

    `name_lower` and the id are where the list goes on after them.
    """

    id: PersonId
    name: str
    name_lower: str
    photo: str | None
    email: str
    is_admin: bool
    is_site_coach: bool
    leads: bool
    coached: tuple[str, ...]
    has_left: bool
    signed_in_on: date
    acted_on: date

    @property
    def last_active(self) -> date:
        """The day on which they last signed in or did something under their name."""
        return max(self.signed_in_on, self.acted_on)


@dataclass(frozen=True, kw_only=True)
class AccountPage:
    """One account, and what an admin may do about it. `sessions` counts the browsers in which they are signed in."""

    id: PersonId
    name: str
    photo: str | None
    email: str
    unit: str | None
    is_admin: bool
    is_site_coach: bool
    leads: bool
    coached: tuple[CommunityTag, ...]
    may_coach: tuple[CommunityTag, ...]
    has_left: bool
    sessions: int
    signed_in_on: date
    acted_on: date
    joined_on: date

    @property
    def last_active(self) -> date:
        """The day on which they last signed in or did something under their name."""
        return max(self.signed_in_on, self.acted_on)


@dataclass(frozen=True, kw_only=True)
class AccountFilter:
    """Which accounts are listed. `words` are a part of a name or an address; an empty field lets all through."""

    words: str = ""
    role: Role = ""
    state: State = ""


def listed(
    chosen: AccountFilter, *, after: str = "", after_id: str = "", viewer: Viewer
) -> tuple[tuple[AccountRow, ...], bool]:
    """Return at most fifty accounts by name, after this name in lower case and id, and whether there are more.

    Nobody but admins gets any.
    """
    found = read_as(
        AccountRow,
        """
        // First, and once: beside the other conditions it would be asked for each person.
        MATCH (me:Person {id: $viewer})
        WHERE {{me is an admin}}
        MATCH (person:Person)
        WHERE person.name_lower >= $after
          AND (person.name_lower > $after OR person.id > $after_id)
          AND person.password_hash IS NOT NULL
          AND ($state = '' OR person.state = $state)
          AND ($words = '' OR person.name_lower CONTAINS $words OR person.email CONTAINS $words)
          AND ($role = ''
            OR ($role = 'admin' AND {{person is an admin}})
            OR ($role = 'manager' AND EXISTS { (person)<-[:REPORTS_TO]-(:Person) })
            OR ($role = 'coach' AND ({{person is a site coach}} OR EXISTS {
                MATCH (person)-[coaching:MEMBER_OF]->(community:Community)
                WHERE coaching.is_coach AND {{community is listed or joined}}
            })))
        WITH person
        ORDER BY person.name_lower, person.id
        LIMIT $limit
        RETURN person.id AS id,
               person.name AS name,
               person.name_lower AS name_lower,
               person.photo AS photo,
               coalesce(person.email, '') AS email,
               {{person is an admin}} AS is_admin,
               {{person is a site coach}} AS is_site_coach,
               EXISTS { (person)<-[:REPORTS_TO]-(:Person) } AS leads,
               [(person)-[coaching:MEMBER_OF]->(community:Community)
                   WHERE coaching.is_coach AND {{community is listed or joined}} | community.name] AS coached,
               person.state <> 'active' AS has_left,
               coalesce(person.signed_in_at, person.joined_at) AS signed_in_on,
               coalesce(person.last_active_at, person.joined_at) AS acted_on
        """,
        words=chosen.words.strip().lower(),
        role=chosen.role,
        state=chosen.state,
        after=after,
        after_id=after_id,
        viewer=viewer.id,
        audiences=viewer.audiences,
        limit=SHOWN + 1,
    )
    ordered = tuple(sorted(found, key=lambda one: (one.name_lower, one.id)))
    return ordered[:SHOWN], len(ordered) > SHOWN


def show(id: PersonId, *, viewer: Viewer) -> AccountPage:
    """Return one account. Raises `NotFound`, also for everyone but admins.

    In a private community only a member can be made its coach, and by a member: the role opens nothing to anyone, and
    an admin doesn't learn who belongs there.
    """
    found = read_as(
        AccountPage,
        """
        MATCH (person:Person {id: $id})
        WHERE person.password_hash IS NOT NULL AND {{viewer is the admin}}
        RETURN person.id AS id,
               person.name AS name,
               person.photo AS photo,
               coalesce(person.email, '') AS email,
               [(person)-[:WORKS_IN]->(unit:Unit) | unit.name][0] AS unit,
               {{person is an admin}} AS is_admin,
               {{person is a site coach}} AS is_site_coach,
               EXISTS { (person)<-[:REPORTS_TO]-(:Person) } AS leads,
               COLLECT {
                   MATCH (person)-[coaching:MEMBER_OF]->(community:Community)
                   WHERE coaching.is_coach AND {{community is listed or joined}}
                   RETURN {{community is tagged}} AS tag
                   ORDER BY community.name
               } AS coached,
               COLLECT {
                   MATCH (community:Community)
                   WHERE {{community is open to the viewer}}
                     AND (community.visibility = 'public' OR EXISTS { (person)-[:MEMBER_OF]->(community) })
                     AND NOT EXISTS {
                         MATCH (person)-[coaching:MEMBER_OF]->(community)
                         WHERE coaching.is_coach
                     }
                   RETURN {{community is tagged}} AS tag
                   ORDER BY community.name
               } AS may_coach,
               person.state <> 'active' AS has_left,
               COUNT { (:Session)-[:OF]->(person) } AS sessions,
               coalesce(person.signed_in_at, person.joined_at) AS signed_in_on,
               coalesce(person.last_active_at, person.joined_at) AS acted_on,
               person.joined_at AS joined_on
        """,
        id=id,
        viewer=viewer.id,
        audiences=viewer.audiences,
    )
    return only(found, otherwise=NotFound("This account doesn't exist, or you don't have access to it."))
