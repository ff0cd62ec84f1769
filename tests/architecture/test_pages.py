"""Blueprints are listed and named after their modules; templates and stylesheets are used and clean."""

import importlib
import re
from pathlib import Path

from tests.architecture.conftest import Tree
from tests.architecture.source import ROOT, files, names
from webapp.site import CAPABILITIES

OWN_STYLE_OR_SCRIPT = re.compile(r"\sstyle=|\son[a-z]+=|<style|<script(?![^>]*\ssrc=)")
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(|\boklch\(")


def test_every_blueprint_is_listed_by_its_capability() -> None:
    assert len(set(CAPABILITIES)) == len(CAPABILITIES)
    listed = {
        f"webapp/{capability}/{name}.py"
        for capability in CAPABILITIES
        for name in importlib.import_module(f"webapp.{capability}").BLUEPRINTS
    }
    assert listed == blueprints(ROOT).keys()


def test_a_blueprint_is_called_as_its_module() -> None:
    assert not misnamed_blueprints(ROOT)


def test_every_template_is_used() -> None:
    assert not unused_templates(ROOT)


def test_templates_hold_no_styles_handlers_or_scripts_of_their_own() -> None:
    assert not templates_with_styles_or_scripts(ROOT)


def test_colours_stand_with_the_tokens_only() -> None:
    assert not stylesheets_with_colours(ROOT)


def test_a_blueprint_by_another_name_is_found_in_a_nested_folder(tree: Tree) -> None:
    root = tree({"webapp/posts/deep/tips.py": 'bp = Blueprint("tip", __name__)\n'})
    assert misnamed_blueprints(root) == {"webapp/posts/deep/tips.py"}


def test_an_unused_template_is_found_in_a_nested_folder(tree: Tree) -> None:
    page = 'def show():\n    return render_template("tips/show.html")\n'
    root = tree(
        {
            "webapp/posts/tips.py": page,
            "webapp/templates/tips/show.html": "",
            "webapp/templates/tips/deep/gone.html": "",
        }
    )
    assert unused_templates(root) == {"webapp/templates/tips/deep/gone.html"}


def test_a_style_of_its_own_is_found_in_a_nested_template(tree: Tree) -> None:
    root = tree({"webapp/templates/tips/deep/show.html": '<p style="color: red">', "webapp/templates/x.html": "<p>"})
    assert templates_with_styles_or_scripts(root) == {"webapp/templates/tips/deep/show.html"}


def test_a_colour_is_found_in_a_nested_stylesheet(tree: Tree) -> None:
    root = tree({"webapp/static/css/deep/tips.css": "p { color: #fff; }", "webapp/static/css/tokens.css": "#fff"})
    assert stylesheets_with_colours(root) == {"webapp/static/css/deep/tips.css"}


def blueprints(root: Path) -> dict[str, str]:
    """Return the name of each blueprint by the path of its module."""
    found = {
        path: re.search(r'^bp = Blueprint\("(\w+)"', path.read_text(), re.MULTILINE) for path in files(root, "webapp")
    }
    return {path.relative_to(root).as_posix(): match[1] for path, match in found.items() if match}


def misnamed_blueprints(root: Path) -> set[str]:
    return {path for path, name in blueprints(root).items() if Path(path).stem != name}


def unused_templates(root: Path) -> set[str]:
    folder = root / "webapp" / "templates"
    sources = "\n".join(path.read_text() for path in (*folder.rglob("*.html"), *files(root, "webapp")))
    unused = (path for path in folder.rglob("*.html") if f'"{path.relative_to(folder).as_posix()}"' not in sources)
    return names(root, *unused)


def templates_with_styles_or_scripts(root: Path) -> set[str]:
    pages = (root / "webapp" / "templates").rglob("*.html")
    return names(root, *(path for path in pages if OWN_STYLE_OR_SCRIPT.search(path.read_text())))


def stylesheets_with_colours(root: Path) -> set[str]:
    sheets = (root / "webapp" / "static" / "css").rglob("*.css")
    return names(root, *(path for path in sheets if path.name != "tokens.css" and COLOUR.search(path.read_text())))
