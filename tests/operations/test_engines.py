"""Engines for tests are fetched by the first process that needs them."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests import engines

MAVEN = """#!/bin/sh
# As the real one does, this stumbles over another that copies into the same folder.
mkdir busy && sleep .3 && echo fetched >> times && rmdir busy
"""


def test_two_processes_that_need_an_engine_at_once_fetch_it_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs, pom, folder = tmp_path / "bin", tmp_path / "pom.xml", tmp_path / "engine"
    programs.mkdir()
    (programs / "mvn").write_text(MAVEN)
    (programs / "mvn").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:/usr/bin:/bin")
    pom.write_text("<project/>")

    with ThreadPoolExecutor() as pool:
        list(pool.map(engines.fetch, [pom, pom], [folder, folder]))
    assert (folder / "times").read_text() == "fetched\n"

    pom.write_text("<project>newer</project>")
    engines.fetch(pom, folder)
    assert (folder / "times").read_text() == "fetched\nfetched\n"
