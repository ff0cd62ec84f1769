"""How the launcher keeps programs running."""

import json
import os
from collections.abc import Generator

import pytest

from webapp.operations import launcher
from webapp.operations.launcher import GivenUp, Launcher, Program


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Generator[Launcher]:
    monkeypatch.setattr(launcher, "PAUSE_BEFORE_RESTART_SECONDS", 0)
    site = Launcher(environment=os.environ)
    yield site
    site.stop()


def test_a_program_that_always_dies_is_given_up_after_five_restarts(site: Launcher):
    site.start(Program(name="web", command=("sh", "-c", "exit 3")))
    with pytest.raises(GivenUp, match="web exited with code 3 and couldn't be restarted after 5 attempts"):
        site.keep(until=lambda: False)


def test_a_program_that_is_not_vital_is_restarted_for_ever_after_longer_and_longer_pauses(
    site: Launcher, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(launcher, "PAUSE_BEFORE_RESTART_SECONDS", 0.01)
    monkeypatch.setattr(launcher, "LONGEST_PAUSE_SECONDS", 0.1)
    site.start(Program(name="beat", command=("sh", "-c", "exit 3"), is_vital=False))
    site.start(Program(name="web", command=("sleep", "60")))
    site.keep(until=lambda: site.running[0].restarts == 8)
    said = capsys.readouterr().out.splitlines()
    pauses = [float(line.split()[-2]) for line in said]
    assert pauses == [0.01, 0.02, 0.04, 0.08, 0.1, 0.1, 0.1, 0.1]
    assert site.running[1].process.poll() is None


def test_what_a_program_says_appears_under_its_name(site: Launcher, capsys: pytest.CaptureFixture[str]):
    site.start(Program(name="worker", command=("sh", "-c", "printf 'one\\ntwo'; sleep 60")))
    site.listen(5)
    site.stop()
    assert capsys.readouterr().out == "worker   | one\nworker   | two\n"


def test_where_lines_are_json_every_line_is(site: Launcher, capsys: pytest.CaptureFixture[str]):
    site.environment = {**os.environ, "GUILDHALL_LOG": "json"}
    site.start(Program(name="worker", command=("sh", "-c", """printf '{"event": "asked"}\\nplain\\n'; sleep 60""")))
    site.listen(5)
    site.stop()
    said = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert said == [{"event": "asked"}, {"event": "plain", "program": "worker"}]


def test_a_failed_step_stops_the_start(site: Launcher):
    with pytest.raises(GivenUp, match="migrate failed with code 1"):
        site.complete(("sh", "-c", "exit 1", "migrate"))
