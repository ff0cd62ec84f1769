"""Reads the source of a tree of packages, for the rules about it. Every function takes the root of the tree."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("settings", "graph", "search", "store", "queries", "workers", "webapp")


def files(root: Path, *packages: str) -> list[Path]:
    """Return the modules of some packages, however deep they lie."""
    return [path for package in packages for path in sorted((root / package).rglob("*.py"))]


def names(root: Path, *paths: Path) -> set[str]:
    """Return the paths as the tree's own tools print them, such as `graph/posts/tips.py`."""
    return {path.relative_to(root).as_posix() for path in paths}


@cache
def parsed(path: Path) -> ast.Module:
    """Return a module's syntax tree."""
    return ast.parse(path.read_text())


def functions(path: Path) -> list[ast.FunctionDef]:
    """Return the functions and methods of a module, nested ones too."""
    return [node for node in ast.walk(parsed(path)) if isinstance(node, ast.FunctionDef)]


def texts(path: Path) -> list[str]:
    """Return every string in a module."""
    constants = (node.value for node in ast.walk(parsed(path)) if isinstance(node, ast.Constant))
    return [value for value in constants if isinstance(value, str)]
