"""Whether skills may be inferred from what a person writes: the site's mode and each person's own choice.

Where they may not, evidence is not weighed at all (graph/expertise/evidence.py), so the graph holds nothing that a
page, the search or a suggestion could use.
"""

from dataclasses import dataclass
from datetime import datetime

from graph import clock
from graph.driver import only, read, settings, write
from graph.errors import Conflict, NotFound
from graph.ids import PersonId
from graph.settings import Inference
from graph.viewers import Viewer


@dataclass(frozen=True, kw_only=True)
class InferenceChoice:
    """Whether skills are inferred for a person. In mode `off` there is nothing to choose."""

    mode: Inference
    is_inferred: bool


def mode() -> Inference:
    """Return the mode that the operator has set: infer unless people refuse, only if they agree, or not at all."""
    return settings().inference


def choice(*, viewer: Viewer) -> InferenceChoice:
    """Return whether skills are inferred from what this person writes. Raises `NotFound`."""
    rows = read(
        """
        MATCH (person:Person {id: $viewer})
        RETURN $inference <> 'off' AND coalesce(person.infers, $inference = 'opt-out') AS is_inferred
        """,
        viewer=viewer.id,
        inference=mode(),
    )
    row = only(rows, otherwise=NotFound("This person doesn't exist, or you don't have access to their profile."))
    return InferenceChoice(mode=mode(), is_inferred=row["is_inferred"])


def choose(id: PersonId, *, is_inferred: bool) -> None:
    """Store a person's choice; weigh their evidence afterwards. Raises `Conflict` if the site infers nothing.

    The moment is stored too, so that a sweep can catch up if the queue is away (`chosen`).
    """
    if mode() == "off":
        raise Conflict("This site doesn't infer skills from what people write, so there is nothing to choose.")
    write(
        "MATCH (person:Person {id: $id}) SET person.infers = $infers, person.infers_key = $key",
        id=id,
        infers=is_inferred,
        key=clock.key(clock.now()),
    )


def chosen(*, since: datetime) -> tuple[PersonId, ...]:
    """Return the people who have chosen since this moment."""
    rows = read(
        "MATCH (person:Person) WHERE person.infers_key >= $since RETURN person.id AS id", since=clock.key(since)
    )
    return tuple(row["id"] for row in rows)


def changed_mode() -> bool:
    """Return whether the operator has changed the mode since all evidence was weighed."""
    rows = read("MATCH (sweep:Sweep {name: 'inference'}) RETURN sweep.mode AS mode")
    return mode() != (rows[0]["mode"] if rows else "opt-out")


def note_mode() -> None:
    """Record that all evidence has been weighed for the current mode."""
    write("MERGE (sweep:Sweep {name: 'inference'}) SET sweep.mode = $mode", mode=mode())
