"""What each function of the tree refers to, through imported modules and imported names."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tests.architecture.source import files, parsed


@dataclass(frozen=True, kw_only=True)
class References:
    """The definitions at the top level of some packages, by names such as `graph.posts.tips.show`."""

    root: Path
    packages: tuple[str, ...]

    @cached_property
    def definitions(self) -> dict[str, ast.stmt]:
        return {
            f"{module}.{name}": statement
            for module, path in self._modules.items()
            for statement in parsed(path).body
            for name in _defined(statement)
        }

    @cached_property
    def direct(self) -> dict[str, set[str]]:
        """What each definition refers to itself."""
        return {name: set(self._referred(name.rpartition(".")[0], node)) for name, node in self.definitions.items()}

    def reaching(self, *targets: str) -> set[str]:
        """Return the definitions that lead to one of the targets, directly or through others."""
        found = set(targets)
        while more := {name for name, referred in self.direct.items() if referred & found} - found:
            found |= more
        return found

    def referred_in(self, paths: Iterable[Path]) -> set[str]:
        """Return the definitions that these modules refer to."""
        return {name for path in paths for name in self._referred(_module(self.root, path), parsed(path), path=path)}

    @cached_property
    def _modules(self) -> dict[str, Path]:
        return {_module(self.root, path): path for path in files(self.root, *self.packages)}

    def _referred(self, module: str, node: ast.AST, path: Path | None = None) -> Iterator[str]:
        imported = _imported(parsed(path or self._modules[module]))
        for one in ast.walk(node):
            dotted = ast.unparse(one) if isinstance(one, ast.Name | ast.Attribute) else ""
            first, dot, rest = dotted.partition(".")
            yield f"{imported.get(first, f'{module}.{first}')}{dot}{rest}"


def _module(root: Path, path: Path) -> str:
    return ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__")


def _defined(statement: ast.stmt) -> list[str]:
    match statement:
        case ast.FunctionDef() | ast.ClassDef():
            return [statement.name]
        case ast.Assign():
            return [target.id for target in statement.targets if isinstance(target, ast.Name)]
        case ast.AnnAssign(target=ast.Name(id=name)):
            return [name]
        case _:
            return []


def _imported(tree: ast.Module) -> dict[str, str]:
    """Return what the names in a module stand for."""
    found = dict[str, str]()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            found |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
        if isinstance(node, ast.Import):
            found |= {alias.asname or alias.name: alias.name for alias in node.names}
    return found
