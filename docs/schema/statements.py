"""Finds every Cypher statement of `graph/`: literals, and what is composed of literals and named constants."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import LiteralString, cast

from graph.clauses import written_out

VERBS = ("read", "write", "write_together")
ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True, kw_only=True)
class Module:
    """A module of the graph: its statements, the keys of its maps as regular expressions, and what it imports.

    `handed` are the keys that it hands to functions of other modules in a map, as in `publish("tip", {"is_new": …})`.
    """

    name: str
    statements: tuple[str, ...]
    keys: tuple[str, ...]
    imports: frozenset[str]
    handed: frozenset[tuple[str, str]]


def modules() -> tuple[Module, ...]:
    """Return the modules of the graph in order of their names."""
    return tuple(_module(path) for path in sorted((ROOT / "graph").rglob("*.py")))


def _module(path: Path) -> Module:
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = list(ast.walk(tree))
    module, keys = import_module(name), {key for node in nodes for key in _keys(node)}
    return Module(
        name=name,
        statements=tuple(written_out(cast(LiteralString, text)) for text in _texts(tree, module)),
        keys=tuple(sorted(keys - {""})),
        imports=frozenset(imported for node in nodes for imported in _imported(node)),
        handed=frozenset(_handed(nodes, module)),
    )


def _handed(nodes: list[ast.AST], module: ModuleType) -> Iterator[tuple[str, str]]:
    """Give the keys of the maps that stand in a call of another module, or in a variable that is handed to it."""
    named = {ast.unparse(node.target): node.value for node in nodes if isinstance(node, ast.AnnAssign) and node.value}
    for call in nodes:
        if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)):
            continue
        owner = _value(call.func.value, module)
        if isinstance(owner, ModuleType):
            maps = (node for given in call.args for node in ast.walk(named.get(ast.unparse(given), given)))
            yield from ((owner.__name__, key) for node in maps if isinstance(node, ast.Dict) for key in _keys(node))


def _keys(node: ast.AST) -> list[str]:
    """Return the keys of a dict, the fields of a class and the names of arguments: `vars` and `dict` make them keys."""
    if isinstance(node, ast.Dict):
        return [_pattern(key) for key in node.keys if key]
    if isinstance(node, ast.ClassDef):
        fields = [one.target for one in node.body if isinstance(one, ast.AnnAssign)]
        return [re.escape(field.id) for field in fields if isinstance(field, ast.Name)]
    # What goes to the engine as a parameter is no key of a map.
    if isinstance(node, ast.Call) and not (isinstance(node.func, ast.Name) and node.func.id in VERBS):
        return [re.escape(keyword.arg) for keyword in node.keywords if keyword.arg]
    return []


def _pattern(key: ast.expr) -> str:
    """Return what a key matches: itself, or for `f"{kind}_key"` whatever ends in `_key`."""
    if isinstance(key, ast.JoinedStr):
        return "".join(_pattern(part) or ".+" for part in key.values)
    return re.escape(key.value) if isinstance(key, ast.Constant) and isinstance(key.value, str) else ""


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.ImportFrom) and node.module:
        return [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return []


def _texts(node: ast.AST, module: ModuleType) -> Iterator[str]:
    """Give the longest texts that can be put together: of a concatenation the whole, not its parts."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return  # A docstring.
    texts = _choices(node, module)
    yield from texts
    if not texts:
        for child in ast.iter_child_nodes(node):
            yield from _texts(child, module)


def _choices(node: ast.AST, module: ModuleType) -> tuple[str, ...]:
    """Return what an expression may be as text; `CREATED[kind] + LISTED[kind]` is one of several."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return tuple(left + right for left in _choices(node.left, module) for right in _choices(node.right, module))
    if isinstance(node, ast.Subscript):
        table = _value(node.value, module)
        values = cast(dict[object, object], table).values() if isinstance(table, dict) else ()
        return tuple(value for value in values if isinstance(value, str))
    value = node.value if isinstance(node, ast.Constant) else _value(node, module)
    return (value,) if isinstance(value, str) else ()


def _value(node: ast.AST, module: ModuleType) -> object:
    """Return what a name of the module, or a name in a module that it imports, stands for."""
    if isinstance(node, ast.Name):
        return vars(module).get(node.id)
    if isinstance(node, ast.Attribute):
        owner = _value(node.value, module)
        return vars(owner).get(node.attr) if isinstance(owner, ModuleType) else None
    return None
