"""Files, functions and folders are small enough to understand, and have nouns as names."""

import ast
from pathlib import Path

from tests.architecture.conftest import Tree
from tests.architecture.source import PACKAGES, ROOT, files, functions, names, parsed
from tests.architecture.statements import CLAUSE

LONGEST_FILE = 300
MOST_MODULES = 20
# Lines of code: a statement in Cypher counts as one.
LONGEST_FUNCTION = 25
LONGEST_VIEW = 12
LONGEST_STATEMENT = 40

MIRRORS = ("tests/graph", "tests/webapp", "tests/workers")
EMPTY_WORDS = {"utils", "util", "helpers", "helper", "common", "base", "manager", "misc", "services", "dao"}


def test_files_are_short() -> None:
    assert not long_files(ROOT)


def test_functions_are_short() -> None:
    assert not long_functions(ROOT)


def test_statements_are_short() -> None:
    assert not long_statements(ROOT)


def test_no_folder_holds_more_modules_than_one_can_survey() -> None:
    assert not crowded_folders(ROOT)


def test_modules_are_named_by_nouns_of_their_own() -> None:
    assert not emptily_named(ROOT)


def test_a_long_file_is_found_in_a_nested_folder(tree: Tree) -> None:
    assert long_files(tree({"graph/asking/deep/x.py": "one = 1\n" * 301})) == {"graph/asking/deep/x.py"}


def test_a_long_function_and_a_long_view_are_found_in_a_nested_folder(tree: Tree) -> None:
    lines = "    one = 1\n"
    view = f"@bp.get('/')\ndef show():\n{lines * 13}"
    root = tree({"search/engines/x.py": f"def long():\n{lines * 26}", "webapp/posts/y.py": view})
    assert long_functions(root) == {"search/engines/x.py: long, 26 lines", "webapp/posts/y.py: show, 13 lines"}


def test_a_long_statement_is_found_in_a_nested_folder(tree: Tree) -> None:
    match = "    MATCH (tip:Tip)\n"
    found = f'def found():\n    return rows("""\n{match * 41}    """)\nSHORT = """\n{match * 40}"""\n'
    assert long_statements(tree({"graph/posts/deep/x.py": found})) == {"graph/posts/deep/x.py: line 2, 41 lines"}


def test_a_crowded_folder_is_found_below_another(tree: Tree) -> None:
    root = tree({f"webapp/posts/deep/x{number}.py": "" for number in range(21)} | {"webapp/posts/__init__.py": ""})
    assert crowded_folders(root) == {"webapp/posts/deep"}


def test_an_empty_name_is_found_in_a_nested_folder(tree: Tree) -> None:
    assert emptily_named(tree({"workers/posts/utils.py": "", "workers/posts/tips.py": ""})) == {
        "workers/posts/utils.py"
    }


def long_files(root: Path) -> set[str]:
    return names(root, *(path for path in files(root, *PACKAGES) if path.read_text().count("\n") > LONGEST_FILE))


def long_functions(root: Path) -> set[str]:
    return {
        f"{path.relative_to(root)}: {function.name}, {length(function)} lines"
        for path in files(root, *PACKAGES)
        for function in functions(path)
        if length(function) > (LONGEST_VIEW if is_view(function) else LONGEST_FUNCTION)
    }


def long_statements(root: Path) -> set[str]:
    return {
        f"{path.relative_to(root)}: line {text.lineno}, {lines} lines"
        for path in files(root, "graph")
        for text in ast.walk(parsed(path))
        if isinstance(text, ast.Constant) and isinstance(text.value, str) and CLAUSE.search(text.value)
        if (lines := len(text.value.strip().splitlines())) > LONGEST_STATEMENT
    }


def crowded_folders(root: Path) -> set[str]:
    modules = [path for path in files(root, *PACKAGES, *MIRRORS) if path.stem != "__init__"]
    folders = [path.parent for path in modules]
    return names(root, *(folder for folder in folders if folders.count(folder) > MOST_MODULES))


def emptily_named(root: Path) -> set[str]:
    return names(root, *(path for path in files(root, *PACKAGES) if path.stem in EMPTY_WORDS))


def is_view(function: ast.FunctionDef) -> bool:
    return any(ast.unparse(decorator).startswith("bp.") for decorator in function.decorator_list)


def length(function: ast.FunctionDef) -> int:
    """Lines of code, without the docstring and with each text of several lines as one."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    if not body:
        return 0
    texts = [node for node in ast.walk(function) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    inside = sum((text.end_lineno or 0) - text.lineno for text in texts if text.lineno >= body[0].lineno)
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 - inside
