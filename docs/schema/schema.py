"""Puts together what all statements say: each label and relationship with its properties and who writes them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property

from docs.schema import cypher, statements
from docs.schema.cypher import Property, Relationship, Said
from docs.schema.statements import Module

# Stands for each type in turn where a merge moves what hangs on a skill (graph/merging/merge_steps.py), and for each
# type and label where a withdrawal is undone (graph/withdrawal/restoration.py).
PLACEHOLDER = "TYPE"


@dataclass(frozen=True, kw_only=True)
class Thing:
    """A label or relationship type: which modules write each of its properties, and for a relationship its ends."""

    name: str
    makers: tuple[str, ...]
    properties: Mapping[str, tuple[str, ...]]
    ends: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Schema:
    """All that statements put into the graph. `second` are labels that a node bears beside its first one."""

    labels: Mapping[str, Thing]
    relationships: Mapping[str, Thing]
    second: Mapping[str, str]


@cache
def schema() -> Schema:
    """Read the schema off every statement of `graph/`."""
    return _Reading(statements.modules()).schema()


class _Reading:
    def __init__(self, modules: Iterable[Module]) -> None:
        self.modules = {module.name: module for module in modules}
        self.said = {module.name: _without_placeholder(cypher.said(module.statements)) for module in modules}

    def schema(self) -> Schema:
        labels = {label for said in self.said.values() for label in said.labels} - set(self.second)
        types = {type for said in self.said.values() for type in said.types}
        return Schema(
            labels={label: self._label(label) for label in sorted(labels)},
            relationships={type: self._relationship(type) for type in sorted(types)},
            second=self.second,
        )

    @cached_property
    def second(self) -> dict[str, str]:
        return dict(sorted(pair for said in self.said.values() for pair in said.second))

    def _label(self, name: str) -> Thing:
        makers = (module for module, said in self.said.items() if name in said.made)
        copied = {one for said in self.said.values() for owner, one in said.copied if owner == name}
        properties = {key: value for one in sorted(copied) for key, value in self._properties(one).items()}
        return Thing(name=name, makers=tuple(makers), properties=properties | self._properties(name))

    def _relationship(self, type: str) -> Thing:
        found = {(module, tie) for module, said in self.said.items() for tie in said.relationships if tie.type == type}
        made = {(module, tie) for module, tie in found if tie.is_made}
        return Thing(
            name=type,
            makers=tuple(sorted({module for module, _ in made})),
            properties=self._properties(type),
            ends=tuple(sorted({self._ends(tie) for _, tie in made or found})),
        )

    def _ends(self, tie: Relationship) -> tuple[str, str]:
        return self.second.get(tie.start, tie.start), self.second.get(tie.end, tie.end)

    def _properties(self, owner: str) -> dict[str, tuple[str, ...]]:
        names = {one.name for said in self.said.values() for one in said.properties if self._is(one, owner)}
        written = {name: self._writers(owner, name) | self._mapping(owner, name) for name in sorted(names)}
        near = {name: writers or self._near(owner, name) for name, writers in written.items()}
        return {name: tuple(sorted(writers)) for name, writers in near.items() if writers}

    def _is(self, one: Property, owner: str) -> bool:
        return self.second.get(one.owner, one.owner) == owner

    def _writers(self, owner: str, name: str) -> set[str]:
        acts = {
            (module, one.act)
            for module, said in self.said.items()
            for one in said.properties
            if one.name == name and self._is(one, owner) and one.act != "read"
        }
        return {module for module, _ in acts} if "set" in {act for _, act in acts} else set()

    def _mapping(self, owner: str, name: str) -> set[str]:
        """Return who sets it by a map such as `$properties`, of which the statement does not show the keys."""
        mapping = {module for module, said in self.said.items() if owner in said.mapped}
        handing = {
            module
            for module, one in self.modules.items()
            if any(to in mapping and re.fullmatch(key, name) for to, key in one.handed)
        }
        return handing | {module for module in mapping if _has_key(self.modules[module], name)}

    def _near(self, owner: str, name: str) -> set[str]:
        """Return who puts it into such a map for them: what they import, and what imports them."""
        mapping = {module for module, said in self.said.items() if owner in said.mapped}
        near = {module for module, one in self.modules.items() if one.imports & mapping}
        near |= {module for one in mapping for module in self.modules[one].imports if module in self.modules}
        return {module for module in near if _has_key(self.modules[module], name)}


def _has_key(module: Module, name: str) -> bool:
    return any(re.fullmatch(key, name) for key in module.keys)


def _without_placeholder(said: Said) -> Said:
    return replace(
        said,
        labels=said.labels - {PLACEHOLDER},
        made=said.made - {PLACEHOLDER},
        types=said.types - {PLACEHOLDER},
        properties={one for one in said.properties if one.owner != PLACEHOLDER},
        relationships={one for one in said.relationships if PLACEHOLDER not in (one.type, one.start, one.end)},
        copied={(owner, one) for owner, one in said.copied if not owner.isupper() and not one.isupper()},
    )
