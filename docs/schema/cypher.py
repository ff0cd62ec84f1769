"""Reads what a statement says of the graph: labels, relationships and properties, each variable with its labels."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

TOKEN = re.compile(r"//[^\n]*|'(?:\\.|[^'\\])*'|\$?\w+|<-|->|\.\.|\S")
CLAUSES = {
    *("MATCH", "CREATE", "MERGE", "SET", "REMOVE", "WITH", "RETURN", "WHERE", "UNWIND", "DELETE", "FOREACH"),
    *("CONSTRAINT", "INDEX"),
}
OPEN, CLOSE = "([{", ")]}"
NOTHING: frozenset[str] = frozenset()

Scope = dict[str, frozenset[str]]
Act = Literal["read", "set", "removed"]


@dataclass(frozen=True, kw_only=True)
class Property:
    """A property of a label or relationship type, and what the statement does with it."""

    owner: str
    name: str
    act: Act


@dataclass(frozen=True, kw_only=True)
class Relationship:
    """A relationship type with the labels that a statement gives its ends, and whether the statement makes it."""

    type: str
    start: str
    end: str
    is_made: bool


@dataclass(kw_only=True)
class Said:
    """What statements say. `second` are labels that a node bears beside its first one, with the first one.

    `mapped` get their properties from a map that the statement cannot show, `copied` all those of another.
    """

    labels: set[str] = field(default_factory=set[str])
    made: set[str] = field(default_factory=set[str])
    types: set[str] = field(default_factory=set[str])
    properties: set[Property] = field(default_factory=set[Property])
    relationships: set[Relationship] = field(default_factory=set[Relationship])
    second: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])
    mapped: set[str] = field(default_factory=set[str])
    copied: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])


@dataclass(frozen=True, kw_only=True)
class Element:
    """A node or relationship as a pattern writes it; `after` is the place behind it."""

    variable: str
    names: tuple[str, ...]
    keys: tuple[str, ...]
    after: int


def said(statements: Iterable[str]) -> Said:
    """Return what these statements say together."""
    everything = Said()
    for statement in statements:
        if re.search(r"[(\[]\w*:[A-Z]", statement):
            _Reader(statement, everything).read()
    return everything


class _Reader:
    """Goes through a statement once and remembers what each variable is, in the brackets where it means that."""

    def __init__(self, statement: str, into: Said) -> None:
        self.tokens = [token for token in TOKEN.findall(statement) if not token.startswith("//")]
        self.into = into
        self.scopes: list[Scope] = [{}]
        self.opened: list[tuple[int, str, int]] = []
        self.closed: dict[int, Scope] = {}
        self.clause, self.clause_depth = "", 1

    def read(self) -> None:
        for place, token in enumerate(self.tokens):
            if token in CLAUSES:
                self.clause, self.clause_depth = token, len(self.scopes)
            elif token in OPEN:
                self._open(place)
            elif token in CLOSE and self.opened:
                opened, self.clause, self.clause_depth = self.opened.pop()
                self.closed[opened] = self.scopes.pop()
            else:
                self._word(place)

    def _open(self, place: int) -> None:
        self._pattern(place)
        self.opened.append((place, self.clause, self.clause_depth))
        self.scopes.append({})

    def _at(self, place: int) -> str:
        return self.tokens[place] if 0 <= place < len(self.tokens) else ""

    # Patterns: (node)-[relationship]->(node)

    def _pattern(self, place: int) -> None:
        if self.tokens[place] != "(" or re.fullmatch(r"\w*[a-z]\w*", self._at(place - 1)):
            return  # No pattern, but a call such as coalesce(question).
        node = self._element(place, ")")
        if node is None:
            return
        self._node(node)
        way = self._at(node.after)
        if way not in ("-", "<-"):
            return
        tie = self._element(node.after + 1, "]") if self._at(node.after + 1) == "[" else None
        behind = tie.after if tie else node.after + 1
        other = self._element(behind + 1, ")") if self._at(behind + 1) == "(" else None
        if tie is None or other is None:
            return
        self._node(other)
        self._relationship(node, tie, other, way + self._at(behind))

    def _element(self, place: int, close: str) -> Element | None:
        at = place + 1
        variable = self._at(at) if re.fullmatch(r"[a-z_]\w*", self._at(at)) else ""
        at += bool(variable)
        names = list[str]()
        while self._at(at) in (":", "|", "&") and re.fullmatch(r"\w+", self._at(at + 1)):
            names.append(self._at(at + 1))
            at += 2
        while close == "]" and re.fullmatch(r"\*|\.\.|\d+", self._at(at)):
            at += 1
        keys, at = self._map(at) if self._at(at) == "{" else ((), at)
        if self._at(at) != close:
            return None
        return Element(variable=variable, names=tuple(names), keys=keys, after=at + 1)

    def _map(self, place: int) -> tuple[tuple[str, ...], int]:
        """Return the keys of a map, and the place behind it."""
        depth, keys, at = 0, list[str](), place
        while at < len(self.tokens):
            depth += (self.tokens[at] in OPEN) - (self.tokens[at] in CLOSE)
            if depth == 0:
                break
            if depth == 1 and self._at(at + 1) == ":" and self._at(at - 1) in ("{", ","):
                keys.append(self.tokens[at])
            at += 1
        return tuple(keys), at + 1

    @property
    def _makes(self) -> bool:
        return self.clause in ("CREATE", "MERGE")

    def _node(self, node: Element) -> None:
        if node.names:
            self.into.labels.update(node.names)
            self.into.second.update((name, node.names[0]) for name in node.names[1:])
            self.into.made.update(node.names if self._makes else ())
            self._bind(node.variable, frozenset(node.names[:1]))
        self._has(self._ends(node), node.keys, "set" if self._makes else "read")

    def _ends(self, node: Element) -> frozenset[str]:
        return frozenset(node.names[:1]) or self._lookup(node.variable)

    def _relationship(self, node: Element, tie: Element, other: Element, way: str) -> None:
        types = frozenset(tie.names)
        self.into.types |= types
        self._bind(tie.variable, types)
        self._has(types, tie.keys, "set" if self._makes else "read")
        start, end = (other, node) if way == "<--" else (node, other)
        if len(types) == 1 and (way != "--" or self._makes):
            self.into.relationships |= {
                Relationship(type=tie.names[0], start=one, end=two, is_made=self._makes)
                for one in self._ends(start)
                for two in self._ends(end)
            }

    # Variables and their properties

    def _word(self, place: int) -> None:
        token, following = self.tokens[place], self._at(place + 1)
        if token == "AS":
            self._bind(following, self._meant(self._beginning(place), place))
        elif token == "IN" and self._at(place - 2) in OPEN:
            self._bind(self._at(place - 1), self._meant(place + 1, self._end(place + 1)), here=True)
        else:
            self._mention(token, following, place)

    def _mention(self, token: str, following: str, place: int) -> None:
        owners = self._lookup(token) if self._at(place - 1) not in (".", "$") else NOTHING
        if following == "." and re.match(r"\w", self._at(place + 2)):
            self._has(owners, (self._at(place + 2),), self._act(place))
        elif (
            following == ":" and re.match(r"[A-Z][a-z]", self._at(place + 2)) and self._at(place - 1) not in ("[", "(")
        ):
            self._bind(token, frozenset({self._at(place + 2)}))
        elif self._is_item(place) and "=" in (following, self._at(place + 2)):
            self._assigned(owners, place + (2 if following == "=" else 3))

    def _act(self, place: int) -> Act:
        if not self._is_item(place):
            return "read"
        if self.clause == "REMOVE":
            return "removed"
        return "set" if self._at(place + 3) == "=" else "read"

    def _is_item(self, place: int) -> bool:
        """Whether this begins one of the things that SET or REMOVE changes."""
        is_first = self._at(place - 1) in ("SET", "REMOVE", ",")
        return is_first and self.clause in ("SET", "REMOVE") and len(self.scopes) == self.clause_depth

    def _assigned(self, owners: frozenset[str], value: int) -> None:
        """`SET node += {…}`, `SET node += $map` or `SET node = properties(other)`."""
        if self._at(value) == "{":
            self._has(owners, self._map(value)[0], "set")
        elif self._at(value) == "properties":
            copied = self._lookup(self._at(value + 2))
            self.into.copied |= {(owner, one) for owner in owners for one in copied}
        else:
            self.into.mapped |= owners

    def _has(self, owners: frozenset[str], names: Sequence[str], act: Act) -> None:
        # A read of what may be one of several things says nothing certain about any of them.
        if act != "read" or len(owners) == 1:
            self.into.properties |= {Property(owner=owner, name=name, act=act) for owner in owners for name in names}

    def _bind(self, name: str, meant: frozenset[str], *, here: bool = False) -> None:
        for scope in reversed(self.scopes):
            if name in scope and not here:
                scope[name] |= meant
                return
        self.scopes[-1][name] = meant

    def _lookup(self, name: str) -> frozenset[str]:
        return next((scope[name] for scope in reversed(self.scopes) if name in scope), NOTHING)

    def _meant(self, start: int, end: int) -> frozenset[str]:
        """Return what an expression may stand for: what stands bare in it, as in `coalesce(named, meant)`.

        Of a list such as `[(text)<-[:MADE]-(writer) | writer]` that is what follows the stroke, of a map nothing.
        """
        meant, at = NOTHING, start
        while at < end:
            token = self.tokens[at]
            if token == "{":
                return NOTHING
            stroke = self._end(at + 1) if token == "[" else 0
            if stroke and self._at(stroke) == "|":
                close = self._end(stroke + 1)
                self.scopes.append(self.closed.get(at, {}))
                meant |= self._meant(stroke + 1, close)
                self.scopes.pop()
                at = close
            elif self._at(at - 1) != "." and self._at(at + 1) not in (".", "(", ":", "IS"):
                meant |= self._lookup(token)
            at += 1
        return meant

    def _beginning(self, place: int) -> int:
        """Return where the expression begins that ends here."""
        depth, at = 0, place
        while at > 0:
            token = self.tokens[at - 1]
            depth += (token in CLOSE) - (token in OPEN)
            if depth < 0 or (depth == 0 and token in (",", "DISTINCT", *CLAUSES)):
                break
            at -= 1
        return at

    def _end(self, place: int) -> int:
        """Return where the expression ends that begins here: at a stroke, a closing bracket or the end."""
        depth, at = 0, place
        while at < len(self.tokens):
            token = self.tokens[at]
            depth += (token in OPEN) - (token in CLOSE)
            if depth < 0 or (depth == 0 and token == "|"):
                break
            at += 1
        return at
