"""The letter that an admin has sent to themselves to see whether mail works. There is one for the site, the latest."""

from dataclasses import dataclass
from datetime import datetime

from graph import clock
from graph.driver import only, read, write
from graph.errors import Forbidden
from graph.ids import PersonId, TestLetterId, new_id
from graph.rows import read_as

ADMINS_ONLY = "Only admins can try out the site's mail."


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of the letter. It was taken if it doesn't wait and has no `problem`.

    `server` is the host and port that it was given to. `settled_at` is `None` while it waits.
    """

    is_waiting: bool
    server: str
    problem: str
    settled_at: datetime | None

    @property
    def is_taken(self) -> bool:
        """Whether a mail server took the letter."""
        return not self.is_waiting and not self.problem


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A letter to send. `wanted_key` is the moment at which it was asked for."""

    name: str
    email: str
    language: str
    wanted_key: int


def want(*, by: PersonId) -> TestLetterId:
    """Note that this admin wants a letter, in place of an earlier one. Raises `Forbidden` for everyone else."""
    rows = write(
        """
        MATCH (admin:Person {id: $by})
        WHERE {{admin is an active admin}}
        MERGE (letter:TestLetter {key: 'latest'})
        ON CREATE SET letter.id = $id
        WITH admin, letter
        OPTIONAL MATCH (letter)-[former:WANTED_BY]->(:Person)
        DELETE former
        WITH DISTINCT admin, letter
        CREATE (letter)-[:WANTED_BY]->(admin)
        SET letter.wanted_key = $key
        RETURN letter.id AS id
        """,
        by=by,
        id=new_id(),
        key=clock.key(clock.now()),
    )
    return only(rows, otherwise=Forbidden(ADMINS_ONLY))["id"]


def waiting() -> tuple[TestLetterId, ...]:
    """Return the letter if it waits to be sent."""
    rows = read("MATCH (letter:TestLetter) WHERE letter.wanted_key > 0 RETURN letter.id AS id")
    return tuple(row["id"] for row in rows)


def wanted(id: TestLetterId) -> Wanted | None:
    """Return the letter to send, or `None` if it was sent or its admin has left."""
    found = read_as(
        Wanted,
        """
        MATCH (letter:TestLetter {id: $id})-[:WANTED_BY]->(admin:Person)
        WHERE letter.wanted_key > 0 AND {{admin is an active admin}}
        RETURN admin.name AS name, admin.email AS email, {{admin is written to}} AS language,
               letter.wanted_key AS wanted_key
        """,
        id=id,
    )
    return found[0] if found else None


def forget(id: TestLetterId) -> None:
    """Forget a letter whose admin has left before it was sent."""
    write(
        """
        MATCH (letter:TestLetter {id: $id})-[:WANTED_BY]->(admin:Person)
        WHERE letter.wanted_key > 0 AND NOT {{admin is an active admin}}
        DETACH DELETE letter
        """,
        id=id,
    )


def settle(id: TestLetterId, *, wanted_key: int, server: str, problem: str = "") -> None:
    """Note that this server took the letter, or why not, unless another one has been asked for since."""
    write(
        """
        MATCH (letter:TestLetter {id: $id})
        WHERE letter.wanted_key = $wanted_key
        SET letter.server = $server, letter.problem = $problem, letter.settled_at = datetime($now)
        REMOVE letter.wanted_key
        """,
        id=id,
        wanted_key=wanted_key,
        server=server,
        problem=problem,
        now=clock.now().isoformat(),
    )


def latest() -> Outcome | None:
    """Return what became of the last letter, for admins. `None` if nobody asked for one."""
    found = read_as(
        Outcome,
        """
        MATCH (letter:TestLetter {key: 'latest'})
        RETURN letter.wanted_key IS NOT NULL AS is_waiting,
               coalesce(letter.server, '') AS server,
               coalesce(letter.problem, '') AS problem,
               letter.settled_at AS settled_at
        """,
    )
    return found[0] if found else None
