"""The rules of the house. A rule that nobody checks is a wish."""

import ast
import importlib
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from flask import Flask

from webapp.shell import session
from webapp.site import CAPABILITIES, create_app
from workers.app import app as queue

ROOT = Path(__file__).parents[1]
PACKAGES = ("graph", "queries", "search", "store", "workers", "webapp")

LONGEST_FILE = 300
MOST_MODULES = 20
# Lines of code: a statement in Cypher counts as one.
LONGEST_FUNCTION = 25
LONGEST_VIEW = 12

ADDRESSES = {
    "/",
    "/about",
    "/answers/<id>/acceptance",
    "/answers/<id>/conversion",
    "/asks/<id>/acceptance",
    "/asks/<id>/not-my-skill",
    "/asks/<id>/referral",
    "/asks/<id>/refusal",
    "/audit",
    "/assets/<in_version>/<path:name>",
    "/backtest",
    "/bookmarklet",
    "/bookmarks",
    "/bookmarks/<id>",
    "/checks",
    "/checks/<id>/refusal",
    "/collections",
    "/collections/<id>",
    "/collections/<id>/edit",
    "/collections/<id>/order",
    "/collections/<id>/posts/<post>",
    "/collections/<id>/removal",
    "/collections/new",
    "/comments/<id>/conversion",
    "/comments/<on>",
    "/writing-requests/<id>/refusal",
    "/communities",
    "/communities/<slug>",
    "/communities/<slug>/coaches/<person>",
    "/communities/<slug>/members",
    "/communities/<slug>/membership",
    "/communities/<slug>/deadlines",
    "/communities/<slug>/requests/<person>",
    "/communities/<slug>/review-interval",
    "/communities/<slug>/templates",
    "/communities/new",
    "/digest",
    "/digest/<person>/<signature>",
    "/drafts",
    "/drafts/<form>",
    "/drafts/<form>/removal",
    "/drawing-board",
    "/experts",
    "/experts/table.csv",
    "/files",
    "/files/<id>",
    "/files/<id>/<name>",
    "/follows",
    "/follows/<kind>/<key>",
    "/health",
    "/home/seen",
    "/inbox",
    "/inbox/seen",
    "/invitations",
    "/invitations/<token>",
    "/links",
    "/links/<id>",
    "/links/<id>/preview",
    "/links/<id>/visits",
    "/links/new",
    "/mentions/<sign>",
    "/needs",
    "/needs/<id>/writing-requests",
    "/needs/<id>/dismissal",
    "/needs/<id>/remedy",
    "/needs/<id>/seen",
    "/password",
    "/merge-desk",
    "/merge-desk/<id>/undoing",
    "/merge-desk/cuts",
    "/merge-desk/cuts/undoing",
    "/merge-desk/distinctions",
    "/merge-desk/distinctions/undoing",
    "/merge-desk/preview",
    "/merge-desk/removals",
    "/merge-desk/removals/undoing",
    "/new-skill",
    "/people",
    "/people/<id>",
    "/people/<id>/departure",
    "/people/<id>/employment",
    "/people/<id>/skills/<slug>",
    "/people/<id>/skills/<slug>/endorsement",
    "/people/<id>/skills/<slug>/level",
    "/people/<id>/skills/<slug>/refusal",
    "/posts/<id>",
    "/posts/<id>/collections",
    "/posts/<id>/doubts",
    "/posts/<id>/doubts/withdrawal",
    "/posts/<id>/views",
    "/posts/<id>/owner",
    "/posts/<id>/retirement",
    "/posts/<id>/verification",
    "/preferences/theme",
    "/preview",
    "/profile",
    "/profile/inference",
    "/profile/skills",
    "/profile/skills/<slug>/interest",
    "/profile/skills/<slug>/level",
    "/profile/skills/<slug>/requests",
    "/profile/skills/<slug>/visibility",
    "/questions",
    "/questions/<id>",
    "/questions/<id>/answers",
    "/questions/<id>/asks",
    "/questions/<id>/duplicates",
    "/questions/<id>/duplicates/new",
    "/questions/<id>/duplicates/rejection",
    "/questions/<id>/reopening",
    "/questions/<id>/me-too",
    "/questions/<id>/unmaskings",
    "/questions/<id>/unmaskings/<case>/confirmation",
    "/questions/<id>/unmaskings/<case>/withdrawal",
    "/questions/<id>/unmaskings/new",
    "/questions/<id>/invitations",
    "/questions/new",
    "/questions/template",
    "/radar",
    "/radar/people",
    "/radar/people/<id>",
    "/radar/skills/<slug>",
    "/radar/table.csv",
    "/reactions/<on>",
    "/reactions/<on>/settlement",
    "/saved-searches",
    "/saved-searches/<id>/alert",
    "/saved-searches/<id>/removal",
    "/saved-searches/<id>/seen",
    "/search",
    "/search/suggestions",
    "/searches",
    "/sessions",
    "/sessions/<key>/end",
    "/sign-in",
    "/sign-out",
    "/similar",
    "/skill-map",
    "/skills",
    "/skills/<slug>",
    "/skills/<slug>/description",
    "/skills/names",
    "/suggested-edits",
    "/suggested-edits/<id>",
    "/suggested-edits/<id>/acceptance",
    "/suggested-edits/<id>/refusal",
    "/texts/<id>",
    "/texts/<id>/edit",
    "/texts/<id>/history",
    "/taxonomy",
    "/taxonomy/<id>",
    "/taxonomy/<id>/choice",
    "/tips",
    "/tips/<id>",
    "/tips/new",
    "/tips/template",
    "/unsolved",
    "/uploads",
    "/uploads/<id>",
    "/videos",
    "/videos/<id>",
    "/videos/<id>/captions/<language>",
    "/videos/<id>/captions/<language>.vtt",
    "/videos/<id>/player",
    "/videos/<id>/source",
    "/videos/new",
    "/votes/<on>",
}

# Reads that show nothing of what people wrote, or that say who the reader is in the first place.
WITHOUT_A_VIEWER = {
    "accounts.find",
    "accounts.get",
    "accounts.sessions",
    "accounts.signed_in",
    # Figures of the whole site, without anybody in them; the page is for admins.
    "backtests.latest",
    "ranking_decisions.latest",
    # A taxonomy says nothing of people or of what they wrote; its pages are for admins.
    "taxonomy_branches.show",
    "taxonomy_branches.top",
    "health.check",
    "invitations.accept",
    "invitations.admin_exists",
    "invitations.get",
    "people.called",
    "people.find_by_email",
    "profiles.get",
    "skills.resolve",
    "taxonomy.sources",
    "taxonomy.synonyms",
    "videos.find_shared",
    "viewers.get",
}


# What the operator starts reads as it likes.
COMMANDS = {"commands", "demo", "importers", "operations"}

# Called by commands, for the one who runs the site.
OF_THE_OPERATOR = {ROOT / "graph" / f"{name}.py" for name in ("driver", "upkeep/migrations", "upkeep/skew")}


@pytest.fixture(scope="module")
def site() -> Iterator[Flask]:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("GUILDHALL_SECRET_KEY", "a secret that only the tests know")
        environment.setenv("GUILDHALL_QUEUE_URL", "redis://127.0.0.1:1/0")
        yield create_app()


def test_no_address_disappears_or_comes_unnoticed(site: Flask) -> None:
    assert {rule.rule for rule in site.url_map.iter_rules()} == ADDRESSES


def test_only_these_pages_are_open_to_strangers(site: Flask) -> None:
    assert {
        "digests.ask",
        "digests.stop",
        "health.show",
        "invitations.accept",
        "invitations.show",
        "sessions.create",
        "sessions.new",
        "static_files.show",
    } == session.OPEN_TO_STRANGERS
    endpoints = {rule.endpoint for rule in site.url_map.iter_rules()}
    assert endpoints >= session.OPEN_TO_STRANGERS


def test_a_stranger_is_turned_away_before_anything_is_read(site: Flask) -> None:
    for rule in site.url_map.iter_rules():
        if rule.endpoint in session.OPEN_TO_STRANGERS or rule.arguments or "GET" not in (rule.methods or ()):
            continue
        response = site.test_client().get(rule.rule)
        assert (response.status_code, response.location[:8]) == (303, "/sign-in"), rule.rule


def test_cypher_stands_in_the_graph_only() -> None:
    clause = re.compile(r"\b(MATCH|MERGE) \(")
    for path in files("queries", "search", "workers", "webapp"):
        texts = (node.value for node in ast.walk(parsed(path)) if isinstance(node, ast.Constant))
        assert not [text for text in texts if isinstance(text, str) and clause.search(text)], path


def test_what_a_page_reads_of_the_graph_takes_a_viewer() -> None:
    for path in set(files("graph")) - OF_THE_OPERATOR:
        for function in functions(path):
            called = f"{path.stem}.{function.name}"
            if called in called_by_pages() and calls(function, "read") and called not in WITHOUT_A_VIEWER:
                assert "viewer" in arguments(function), called


def test_every_property_that_is_looked_up_has_an_index() -> None:
    schema = (ROOT / "graph" / "upkeep" / "schema.py").read_text()
    indexed = set(re.findall(r"FOR \(n:(\w+)\) (?:REQUIRE n\.|ON \(n\.)(\w+)", schema))
    looked_up = {
        found
        for path in files("graph")
        for found in re.findall(r"\(\w*:(\w+)(?::\w+)* \{(\w+): [\w$]", path.read_text())
        if "CREATE" not in found
    }
    created_only = {("Answer", "id"), ("Comment", "id"), ("Question", "id"), ("Tip", "id"), ("Post", "kind")}
    missing = {
        (label, name)
        for label, name in looked_up
        if (label, name) not in indexed and ("Post", name) not in indexed and (label, name) not in created_only
    }
    assert not missing


def test_files_and_functions_are_short() -> None:
    long_files = [path for path in files(*PACKAGES) if len(path.read_text().splitlines()) > LONGEST_FILE]
    long_functions = [
        f"{path.relative_to(ROOT)}: {function.name}, {length(function)} lines"
        for path in files(*PACKAGES)
        for function in functions(path)
        if length(function) > (LONGEST_VIEW if is_view(function) else LONGEST_FUNCTION)
    ]
    assert not long_files + long_functions


def test_no_folder_holds_more_modules_than_one_can_survey() -> None:
    folders = {path.parent for path in files(*PACKAGES, "tests/graph", "tests/webapp", "tests/workers")}
    counted = {folder: len([path for path in folder.glob("*.py") if path.stem != "__init__"]) for folder in folders}
    assert not {folder: count for folder, count in counted.items() if count > MOST_MODULES}


def test_every_blueprint_is_listed_by_its_capability() -> None:
    assert len(set(CAPABILITIES)) == len(CAPABILITIES)
    listed = {
        f"webapp.{capability}.{name}"
        for capability in CAPABILITIES
        for name in importlib.import_module(f"webapp.{capability}").BLUEPRINTS
    }
    written = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in files("webapp")
        if re.search(r"^bp = Blueprint", path.read_text(), re.MULTILINE)
    }
    assert listed == written


def test_modules_are_named_by_nouns_of_their_own() -> None:
    empty_words = {"utils", "util", "helpers", "helper", "common", "base", "manager", "misc", "services", "dao"}
    assert not [path for path in files(*PACKAGES) if path.stem in empty_words]


def test_every_template_is_used() -> None:
    folder = ROOT / "webapp" / "templates"
    sources = "\n".join(path.read_text() for path in (*folder.rglob("*.html"), *files("webapp")))
    assert not [path for path in folder.rglob("*.html") if f'"{path.relative_to(folder).as_posix()}"' not in sources]


def test_templates_hold_no_styles_handlers_or_scripts_of_their_own() -> None:
    for path in (ROOT / "webapp" / "templates").rglob("*.html"):
        assert not re.search(r"\sstyle=|\son[a-z]+=|<style|<script(?![^>]*\ssrc=)", path.read_text()), path


def test_colours_stand_with_the_tokens_only() -> None:
    for path in (ROOT / "webapp" / "static" / "css").glob("*.css"):
        if path.name != "tokens.css":
            assert not re.search(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(|\boklch\(", path.read_text()), path


def test_every_queue_has_a_process() -> None:
    procfile = (ROOT / "Procfile").read_text()
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("GUILDHALL_QUEUE_URL", "redis://127.0.0.1:1/0")
        queues = {queue.conf.task_default_queue, *(route["queue"] for route in queue.conf.task_routes.values())}
    served = {name for names in re.findall(r"--queues (\S+)", procfile) for name in names.split(",")}
    assert served == queues


def test_nothing_names_a_registry_or_this_machine() -> None:
    spelled = ("pypi", ".org"), ("python", "hosted"), ("registry", ".npmjs"), ("/ro", "ot/"), ("/wo", "rk/")
    hosts = re.compile("|".join(re.escape("".join(parts)) for parts in spelled))
    for path in tracked():
        assert not hosts.search(path.read_text(errors="ignore")), path


def files(*packages: str) -> list[Path]:
    return [path for package in packages for path in sorted((ROOT / package).rglob("*.py"))]


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    return [ROOT / name for name in listed if name and (ROOT / name).is_file() and not name.endswith(".png")]


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def functions(path: Path) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(parsed(path)) if isinstance(node, ast.FunctionDef)]


def arguments(function: ast.FunctionDef) -> set[str]:
    return {argument.arg for argument in (*function.args.args, *function.args.kwonlyargs)}


def calls(function: ast.FunctionDef, name: str) -> bool:
    called = (node.func for node in ast.walk(function) if isinstance(node, ast.Call))
    return any(isinstance(one, ast.Name) and one.id == name for one in called)


@cache
def called_by_pages() -> set[str]:
    nodes = (node for path in files("webapp") if path.parent.name not in COMMANDS for node in ast.walk(parsed(path)))
    return {ast.unparse(node) for node in nodes if isinstance(node, ast.Attribute)}


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
