"""import-linter refuses forbidden imports, in nested modules too."""

import shutil
import subprocess
import sys
from pathlib import Path

from tests.architecture.source import PACKAGES, ROOT

# A nested module, and a module that it must not import: at least one pair for each contract in pyproject.toml.
FORBIDDEN = {
    "graph/asking/x.py": "import webapp.posts.tips",
    "graph/people/x.py": "import graph.posts.tips",
    "queries/x.py": "import workers.events",
    "search/engines/x.py": "import flask",
    "store/x.py": "import graph.ids",
    "webapp/finding/x.py": "import neo4j\nimport whoosh\nimport PIL\nimport celery\nimport webapp.commands",
    "workers/posts/x.py": "import workers.events",
    "graph/feed/x.py": "import graph.feed.y",
    "graph/feed/y.py": "import graph.feed.x",
}


def test_every_contract_is_broken_by_a_nested_module(tmp_path: Path) -> None:
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("static", "templates"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for name, lines in FORBIDDEN.items():
        (tmp_path / name).write_text(lines)
    command = (Path(sys.executable).with_name("lint-imports"), "--no-logo", "--no-cache")
    told = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False).stdout
    verdicts = [line.rpartition(" ")[::2] for line in told.splitlines() if line.endswith((" KEPT", " BROKEN"))]
    assert verdicts
    assert not [contract for contract, verdict in verdicts if verdict == "KEPT"]
