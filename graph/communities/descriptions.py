"""How a community presents itself: its name, purpose, colour and picture, its charter, and a welcome for newcomers.

Its address stays the same when it gets another name, so that links to it keep working.
"""

from dataclasses import dataclass

from graph import clock
from graph.communities.communities import PICTURE, refuse_unless_described
from graph.driver import only
from graph.errors import Conflict, Forbidden
from graph.ids import new_id
from graph.prose import Prose
from graph.rows import read_as, write_as
from graph.viewers import Viewer

CHARTER_CHARACTERS, WELCOME_CHARACTERS = 10_000, 2_000
# The colours of webapp/static/css/tokens.css.
HUES = 12
# Names of drawings, such as webapp/assets/icons.py has.
PICTURES = (
    *(PICTURE, "wrench", "server", "database", "code", "bug", "shield", "chart-line", "palette", "microscope"),
    *("book-open", "scale", "heart-handshake", "megaphone", "truck", "factory", "leaf", "languages"),
)

COACHES_ONLY = Forbidden("Only a coach of this community can change how it presents itself.")
CHANGED = Conflict("Another coach has changed this meanwhile. Your text is below: compare it, and save again.")


@dataclass(frozen=True, kw_only=True)
class Description:
    """How a community presents itself, as its coaches edit it. `version` grows with each change."""

    name: str
    purpose: str
    hue: int
    picture: str
    charter: str
    welcome: str
    version: int


@dataclass(frozen=True, kw_only=True)
class DescriptionDraft:
    """How a community is to present itself. Raises `Invalid` with a sentence per field."""

    name: str
    purpose: str
    hue: int
    picture: str
    charter: Prose
    welcome: Prose

    def __post_init__(self) -> None:
        refuse_unless_described(
            self.name,
            self.purpose,
            hue=None if 0 <= self.hue < HUES else "Choose a colour.",
            picture=None if self.picture in PICTURES else "Choose a picture.",
            charter=_problem(self.charter, CHARTER_CHARACTERS),
            welcome=_problem(self.welcome, WELCOME_CHARACTERS),
        )


@dataclass(frozen=True, kw_only=True)
class _Version:
    version: int


def get(slug: str, *, viewer: Viewer) -> Description:
    """Return how a community presents itself. Raises `Forbidden` for everyone but its coaches."""
    found = read_as(
        Description,
        """
        MATCH (community:Community {slug: $slug})
        WHERE {{community is coached by the viewer}}
        RETURN community.name AS name,
               community.purpose AS purpose,
               coalesce(community.hue, 0) AS hue,
               coalesce(community.picture, $picture) AS picture,
               coalesce(community.charter, '') AS charter,
               coalesce(community.welcome, '') AS welcome,
               coalesce(community.version, 0) AS version
        """,
        slug=slug,
        viewer=viewer.id,
        picture=PICTURE,
    )
    return only(found, otherwise=COACHES_ONLY)


def describe(slug: str, draft: DescriptionDraft, *, version: int, by: Viewer) -> None:
    """Change how a community presents itself. The audit log records it.

    Raises `Forbidden` for everyone but its coaches, and `Conflict` if another coach has changed it since `version`.
    """
    now = clock.now()
    rows = write_as(
        _Version,
        """
        MATCH (me:Person {id: $by})-[coaching:MEMBER_OF]->(community:Community {slug: $slug})
        WHERE coaching.is_coach
        // Writing before looking takes the lock.
        SET community.described_key = $key
        WITH me, community, coalesce(community.version, 0) AS version
        FOREACH (_ IN CASE version WHEN $version THEN [1] ELSE [] END |
            SET community += $description, community.version = version + 1, community.changed_key = $key
            CREATE (me)-[:DID]->(entry:AuditEntry {id: $entry, act: 'described_community'})-[:RECORDS]->(community)
            SET entry.at = datetime($now), entry.at_key = $key)
        RETURN version
        """,
        slug=slug,
        by=by.id,
        version=version,
        description={
            "name": draft.name.strip(),
            "purpose": draft.purpose.strip(),
            "hue": draft.hue,
            "picture": draft.picture,
            "charter": draft.charter.markdown,
            "charter_html": draft.charter.html,
            "welcome": draft.welcome.markdown,
            "welcome_html": draft.welcome.html,
        },
        entry=new_id(),
        now=now.isoformat(),
        key=clock.key(now),
    )
    if only(rows, otherwise=COACHES_ONLY).version != version:
        raise CHANGED


def _problem(prose: Prose, most: int) -> str | None:
    return None if len(prose.markdown) <= most else f"Use {most:,} characters or fewer."
