"""Reads the statements in `graph/`, for the rules about them."""

import ast
import importlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from graph.clauses import written_out
from tests.architecture.source import ROOT, functions, parsed

CLAUSE = re.compile(r"\b(?:MATCH|MERGE|CREATE) \(|\bUNWIND [$\[\w]|\bRETURN \w")


@dataclass(frozen=True, kw_only=True)
class Statement:
    """A literal Cypher statement, and the function or module that contains it, such as `graph.posts.tips.show`."""

    where: str
    text: str

    @property
    def written_out(self) -> str:
        """The statement as the engine gets it, without comments."""
        return re.sub(r"//.*", "", written_out(self.text))

    @property
    def returned(self) -> tuple[str, ...]:
        """The names in its last `RETURN`, in order."""
        outside = _outside_brackets(self.written_out)
        last = outside.rpartition("RETURN ")[2]
        last = re.split(r"\b(?:ORDER BY|SKIP|LIMIT|UNION)\b", last)[0].removeprefix("DISTINCT ")
        return tuple(part.split(" AS ")[-1].strip() for part in last.replace("\n", " ").split(","))


def all_of(folder: Path = ROOT / "graph") -> tuple[Statement, ...]:
    """Return every statement of the modules below a folder."""
    return tuple(one for path in sorted(folder.rglob("*.py")) for one in _of(path))


def module(path: Path) -> str:
    """Return a module's name, such as `graph.posts.tips`."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def typed_reads(path: Path) -> Iterator[tuple[type, Statement]]:
    """Yield each dataclass that `read_as` or `write_as` fills in this module, with its statement."""
    loaded = importlib.import_module(module(path))
    for function in functions(path):
        for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
            if isinstance(call.func, ast.Name) and call.func.id in ("read_as", "write_as"):
                kind, text = eval(ast.unparse(call.args[0]), vars(loaded)), _literal(call.args[1], vars(loaded))
                yield kind, Statement(where=f"{module(path)}.{function.name}", text=text)


def _of(path: Path) -> Iterator[Statement]:
    inside = dict[ast.AST, str]()
    for function in functions(path):
        inside |= dict.fromkeys(ast.walk(function), function.name)
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CLAUSE.search(node.value):
            yield Statement(where=f"{module(path)}.{inside.get(node, '')}".rstrip("."), text=node.value)


def _literal(node: ast.expr, names: dict[str, object]) -> str:
    """Return the text of a statement, which may also be a constant or several strings joined by `+`."""
    text = eval(ast.unparse(node), names)
    assert isinstance(text, str)
    return text


def _outside_brackets(text: str) -> str:
    """Return a statement without brackets of any kind and what they contain, and with empty quotes."""
    depth, kept = 0, list[str]()
    for sign in re.sub(r"'[^']*'", "''", text):
        depth += (sign in "([{") - (sign in ")]}")
        if depth == 0 and sign not in ")]}":
            kept.append(sign)
    return "".join(kept)
