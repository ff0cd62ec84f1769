"""The private address of a person's feeds: a secret that lets a program read what its owner may see.

It opens feeds and nothing else. The graph holds its hash and a seed. To show it to its owner, the site makes it again
from the seed and a secret of its own, so a new `GUILDHALL_SECRET_KEY` voids all addresses.
"""

import hmac

from graph import clock
from graph.driver import only, read, write
from graph.errors import NotFound
from graph.ids import PersonId
from graph.people.tokens import key_of, new_token, token_from
from graph.viewers import EVERYONE, Viewer

# The same for an address that never existed, was revoked or is someone's who has left, and for what they can't see.
NOT_HERE = "This feed doesn't exist, or its address has been replaced or revoked."


def renew(*, by: PersonId, secret: str) -> str:
    """Make an address in place of the one before, which stops working at once, and return its token."""
    seed = new_token()
    token = token_from(seed, secret=secret)
    write(
        """
        MATCH (person:Person {id: $by})
        SET person.feed_key = $key, person.feed_seed = $seed
        """,
        by=by,
        key=key_of(token),
        seed=seed,
    )
    return token


def revoke(*, by: PersonId) -> None:
    """Void the address at once. Twice changes nothing."""
    write("MATCH (person:Person {id: $by}) REMOVE person.feed_key, person.feed_seed", by=by)


def find(*, viewer: Viewer, secret: str) -> str | None:
    """Return the token of the viewer's own address, if they have one that works."""
    rows = read(
        """
        MATCH (person:Person {id: $viewer})
        WHERE person.feed_key IS NOT NULL
        RETURN person.feed_seed AS seed, person.feed_key AS key
        """,
        viewer=viewer.id,
    )
    tokens = {token_from(row["seed"], secret=secret): row["key"] for row in rows}
    return next((token for token, key in tokens.items() if key_of(token) == key), None)


def owner(token: str, *, secret: str) -> Viewer:
    """Return whose address it is, with what they may see now. Raises `NotFound`, also if they left or are suspended."""
    rows = read(
        """
        MATCH (person:Person {feed_key: $key})
        WHERE person.state = 'active' AND NOT {{person is suspended}}
        RETURN person.id AS id,
               person.feed_seed AS seed,
               [(person)-[:MEMBER_OF]->(closed:Community) WHERE closed.visibility <> 'public' | closed.id] AS closed
        """,
        key=key_of(token),
        now=clock.now().isoformat(),
    )
    row = only(rows, otherwise=NotFound(NOT_HERE))
    if not hmac.compare_digest(token_from(row["seed"], secret=secret).encode(), token.encode()):
        raise NotFound(NOT_HERE)
    return Viewer(id=row["id"], audiences=(EVERYONE, *row["closed"]))
