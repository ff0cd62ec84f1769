"""`guildhall run`, with every engine and program that it starts."""

import signal
import socket
import subprocess
import urllib.request
from collections.abc import Generator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import pytest

from tests.operations import site
from tests.operations.site import Site
from webapp.operations import serving

STOP_SECONDS = 20


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Generator[Site]:
    """One site for all of these stories. The last ones end it."""
    started = site.start(tmp_path_factory.mktemp("run") / "data")
    yield started
    started.process.kill()
    started.process.wait()


def test_everything_listens_on_this_machine_only(running: Site):
    listening = [
        connection.laddr.ip.removeprefix("::ffff:")
        for program in running.programs()
        for connection in program.net_connections()
        if connection.status == psutil.CONN_LISTEN
    ]
    assert len(listening) >= 3
    assert set(listening) == {"127.0.0.1"}


def test_all_processes_together_stay_below_800_megabytes(running: Site):
    everybody = [psutil.Process(running.process.pid), *running.programs()]
    assert sum(program.memory_full_info().pss for program in everybody) < 800_000_000


def test_browsers_that_connect_and_say_nothing_keep_nobody_waiting(running: Site):
    place = urlsplit(running.address)
    with ExitStack() as silent:
        for _ in range(40):
            silent.enter_context(socket.create_connection((place.hostname or "", place.port or 0)))
        # Without TCP_DEFER_ACCEPT (gunicorn.conf.py), 16 of them would hold every thread for five seconds.
        with urllib.request.urlopen(f"{running.address}/sign-in", timeout=4) as page:
            assert page.status == 200


def test_a_second_start_says_who_holds_the_folder(running: Site):
    second = subprocess.run(
        site.command(), env=site.environment(running.folder), capture_output=True, text=True, check=False
    )
    assert second.returncode == 1
    assert f"process {running.process.pid}, since" in second.stderr


def test_an_operators_command_uses_the_engines_of_the_running_site(running: Site):
    command = [*site.command()[:-1], "create-admin"]
    done = subprocess.run(command, env=site.environment(running.folder), capture_output=True, text=True, check=True)
    assert "/invitations/" in done.stdout


def test_a_program_that_dies_is_reported_and_started_again(running: Site):
    (beat,) = running.with_words("celery", "beat-schedule")
    beat.kill()
    running.wait_until_it_says("beat     | exited with code -9; restarting (1) in 0.5 s")
    site.wait_until(lambda: bool(running.with_words("celery", "beat-schedule")), otherwise=running.log)


def test_secrets_are_for_the_sites_own_user(running: Site):
    modes = {name: (running.folder / name).stat().st_mode & 0o777 for name in ("", "secret-key", "graph/password")}
    assert modes == {"": 0o700, "secret-key": 0o600, "graph/password": 0o600}
    assert (running.folder / "queue" / "socket").stat().st_mode & 0o777 == 0o700


def test_the_launcher_does_not_take_another_site_for_its_own(running: Site):
    place = urlsplit(running.address)
    here = serving.Settings(host=place.hostname or "", port=place.port or 0, processes=1, threads=1)
    assert serving.answers(here)
    assert not serving.answers(here, launch="another word")


def test_a_running_site_becomes_ready(running: Site):
    def is_ready() -> bool:
        try:
            with urllib.request.urlopen(f"{running.address}/ready", timeout=10) as answer:
                return answer.read().count(b": ok\n") == 5
        except OSError:
            return False

    site.wait_until(is_ready, otherwise=running.log)


def test_ctrl_c_stops_everything(running: Site):
    programs = running.programs()
    running.process.send_signal(signal.SIGINT)
    assert running.process.wait(STOP_SECONDS) == 0
    assert not [program for program in programs if program.is_running()]


def test_a_killed_launcher_leaves_no_orphan(tmp_path: Path):
    started = site.start(tmp_path / "data")
    programs = started.programs()
    assert len(programs) >= 6
    started.process.kill()
    started.process.wait()
    assert not psutil.wait_procs(programs, timeout=STOP_SECONDS)[1]


def refusal(folder: Path, prefix: str = "", **settings: str) -> list[str]:
    """Start a site that can't run, and return what it says."""
    environment = site.environment(folder) | settings
    shell = ["sh", "-c", f'{prefix} exec "$@"', "sh", *site.command()]
    done = subprocess.run(shell, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    return done.stderr.splitlines()


def test_a_taken_port_is_one_sentence(tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        [said] = refusal(tmp_path / "data", GUILDHALL_PORT=port)
    assert f"127.0.0.1:{port} is in use" in said


def test_a_folder_that_cannot_be_written_is_one_sentence():
    [said] = refusal(Path("/proc/nowhere"))
    assert "can't write to /proc/nowhere" in said
    assert "GUILDHALL_DATA_DIR" in said


def test_too_few_descriptors_are_one_sentence(tmp_path: Path):
    [said] = refusal(tmp_path / "data", "ulimit -n 100;")
    assert "may open only 100 files and needs 512" in said
