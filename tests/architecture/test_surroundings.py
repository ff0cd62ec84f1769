"""Every queue has a process, and published files do not name the place where they were made."""

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

from tests.architecture.conftest import Tree
from tests.architecture.source import ROOT, names
from workers.app import ROUTES

SPELLED = ("pypi", ".org"), ("python", "hosted"), ("registry", ".npmjs"), ("/ro", "ot/"), ("/wo", "rk/")


def test_every_queue_has_a_process() -> None:
    # Celery's settings aren't read here: it keeps the address of the first queue for as long as the process lives.
    assert served(ROOT) == {"default", *(route["queue"] for route in ROUTES.values())}


def test_nothing_names_a_registry_or_this_machine() -> None:
    assert not telling(ROOT, tracked())


def test_a_queue_is_served_if_a_process_names_it(tree: Tree) -> None:
    procfile = "worker: celery worker --queues default,index --quiet\nmedia: celery worker --queues media\n"
    assert served(tree({"Procfile": procfile})) == {"default", "index", "media"}


def test_the_name_of_a_registry_is_found_in_a_nested_file(tree: Tree) -> None:
    root = tree({"docs/deep/one.md": f"from {''.join(SPELLED[0])}", "docs/deep/two.md": "from a registry"})
    assert telling(root, root.rglob("*.md")) == {"docs/deep/one.md"}


def served(root: Path) -> set[str]:
    """Return the queues that processes in the Procfile serve."""
    procfile = (root / "Procfile").read_text()
    return {name for queues in re.findall(r"--queues (\S+)", procfile) for name in queues.split(",")}


def telling(root: Path, paths: Iterable[Path]) -> set[str]:
    hosts = re.compile("|".join(re.escape("".join(parts)) for parts in SPELLED))
    return names(root, *(path for path in paths if hosts.search(path.read_text(errors="ignore"))))


def tracked() -> list[Path]:
    command = ("git", "ls-files")
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return [ROOT / name for name in listed if (ROOT / name).is_file() and not name.endswith(".png")]
