"""A copy of the graph that one statement restores."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from graph import clock, driver, ids

# The schema and the record of applied migrations stay.
WIPE = "MATCH (node) WHERE NOT node:Migration DETACH DELETE node"


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """The statement that creates everything, its parameters by name, and the ids among them."""

    statement: str
    parameters: dict[str, object]
    ids: frozenset[str]
    taken_at: datetime

    def restore(self) -> dict[str, str]:
        """Replace everything in the graph with this copy, as old as it was when it was taken.

        Returns the new ids by the old ones.
        """
        renewed = {id: ids.new_id() for id in self.ids}
        later = clock.now() - self.taken_at
        driver.write_together(
            (WIPE, self.statement),
            **{name: _renewed(name, value, renewed, later) for name, value in self.parameters.items()},
        )
        return renewed


def take() -> Snapshot:
    """Copy what is in the graph now, without the record of migrations."""
    nodes = driver.read(
        """
        MATCH (node)
        WHERE NOT node:Migration
        RETURN elementId(node) AS place, labels(node) AS labels, properties(node) AS properties
        """
    )
    relationships = driver.read(
        """
        MATCH (start)-[relationship]->(end)
        RETURN elementId(start) AS start, elementId(end) AS end, type(relationship) AS type,
               properties(relationship) AS properties
        """
    )
    names = {node["place"]: f"n{number}" for number, node in enumerate(nodes)}
    parameters = dict[str, object]()
    patterns = [
        f"({names[node['place']]}:{':'.join(node['labels'])} {_properties(node['properties'], parameters)})"
        for node in nodes
    ]
    patterns += [
        f"({names[one['start']]})-[:{one['type']} {_properties(one['properties'], parameters)}]->({names[one['end']]})"
        for one in relationships
    ]
    return Snapshot(
        statement=f"CREATE {', '.join(patterns)}",
        parameters=parameters,
        ids=frozenset(node["properties"]["id"] for node in nodes if "id" in node["properties"]),
        taken_at=clock.now(),
    )


def _properties(properties: dict[str, object], parameters: dict[str, object]) -> str:
    """Add the values to the parameters and return the map that refers to them."""
    pairs = list[str]()
    for name, value in properties.items():
        parameter = f"p{len(parameters)}_{name}"
        parameters[parameter] = value
        # ArcadeDB takes times as text only.
        pairs.append(f"{name}: datetime(${parameter})" if isinstance(value, datetime) else f"{name}: ${parameter}")
    return f"{{{', '.join(pairs)}}}"


def _renewed(name: str, value: object, renewed: dict[str, str], later: timedelta) -> object:
    match value:
        case datetime():
            return (value + later).isoformat()
        case int() if name.endswith("_key"):
            return value + later // timedelta(microseconds=1)
        case str():
            return renewed.get(value, value)
        case list():
            return [_renewed(name, one, renewed, later) for one in value]
        case _:
            return value
