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
    """A module of the graph: its statements, the keys of its maps as regular expressions, and what it imports."""

    name: str
    statements: tuple[str, ...]
    keys: tuple[str, ...]
    imports: frozenset[str]


def modules() -> tuple[Module, ...]:
    """Return the modules of the graph in order of their names."""
    return tuple(_module(path) for path in sorted((ROOT / "graph").rglob("*.py")))


def _module(path: Path) -> Module:
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = list(ast.walk(tree))
    keys = {key for node in nodes for key in _keys(node)}
    return Module(
        name=name,
        statements=tuple(written_out(cast(LiteralString, text)) for text in _texts(tree, import_module(name))),
        keys=tuple(sorted(keys - {""})),
        imports=frozenset(imported for node in nodes for imported in _imported(node)),
    )


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
    text = _text(node, module)
    if text is not None:
        yield text
        return
    for child in ast.iter_child_nodes(node):
        yield from _texts(child, module)


def _text(node: ast.AST, module: ModuleType) -> str | None:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = _text(node.left, module), _text(node.right, module)
        return None if left is None or right is None else left + right
    if isinstance(node, ast.Name | ast.Attribute):
        value = _value(node, module)
        return value if isinstance(value, str) else None
    return None


def _value(node: ast.expr, module: ModuleType) -> object:
    """Return what a name of the module, or a name in a module that it imports, stands for."""
    if isinstance(node, ast.Name):
        return vars(module).get(node.id)
    if isinstance(node, ast.Attribute):
        owner = _value(node.value, module)
        return vars(owner).get(node.attr) if isinstance(owner, ModuleType) else None
    return None
