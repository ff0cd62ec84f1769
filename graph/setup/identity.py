"""The site's name and the logo beside it. A name that the operator sets in the environment comes first."""

from dataclasses import dataclass

from graph import clock
from graph.driver import only, write
from graph.errors import Forbidden, refuse_if_any
from graph.ids import PersonId, new_id
from graph.rows import read_as

DEFAULT_NAME = "Guildhall"
# Longer ones don't fit into the header of a small phone.
NAME_CHARACTERS = 40

ADMINS_ONLY = "Only admins can change the site's name and logo."
WRONG_NAME = f"Give the site a name of at most {NAME_CHARACTERS} characters."


@dataclass(frozen=True, kw_only=True)
class Logo:
    """The end of the logo's address, and its size in pixels."""

    address: str
    width: int
    height: int


@dataclass(frozen=True, kw_only=True)
class Identity:
    """How the site presents itself. `name` is empty if no admin chose one."""

    name: str
    logo: Logo | None


NOTHING_CHOSEN = Identity(name="", logo=None)


@dataclass(frozen=True, kw_only=True)
class NameDraft:
    """A name as an admin types it. Raises `Invalid`."""

    name: str

    def __post_init__(self) -> None:
        is_fine = 0 < len(self.name.strip()) <= NAME_CHARACTERS
        refuse_if_any({"name": None if is_fine else WRONG_NAME})


def get() -> Identity:
    """Return what admins chose. Everyone may see it."""
    found = read_as(
        Identity,
        """
        MATCH (site:Site {key: 'site'})
        OPTIONAL MATCH (site)-[:HAS_LOGO]->(file:File)
        RETURN coalesce(site.name, '') AS name,
               CASE WHEN site.logo IS NOT NULL THEN {
                   address: site.logo, width: file.width, height: file.height
               } END AS logo
        """,
    )
    return found[0] if found else NOTHING_CHOSEN


def name(set_by_operator: str) -> str:
    """Return the name of the site: the operator's, else the one that an admin chose, else Guildhall."""
    return set_by_operator or get().name or DEFAULT_NAME


def rename(draft: NameDraft, *, by: PersonId) -> None:
    """Name the site. The audit log records it. Twice changes nothing. Raises `Forbidden` for everyone but admins."""
    now = clock.now()
    rows = write(
        """
        MATCH (admin:Person {id: $by})
        WHERE {{admin is an active admin}}
        MERGE (site:Site {key: 'site'})
        FOREACH (_ IN CASE WHEN coalesce(site.name, '') = $name THEN [] ELSE [1] END |
            CREATE (admin)-[:DID]->(entry:AuditEntry {id: $entry, act: 'renamed_site', reason: $name})
            SET entry.at = datetime($now), entry.at_key = $key)
        SET site.name = $name
        RETURN site.name AS name
        """,
        by=by,
        name=" ".join(draft.name.split()),
        entry=new_id(),
        now=now.isoformat(),
        key=clock.key(now),
    )
    only(rows, otherwise=Forbidden(ADMINS_ONLY))
