"""The site as people use it: real graph, real index, real queue, and a browser for each of them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from werkzeug.routing import Rule

from graph.viewers import Viewer
from tests.company import Company
from tests.engines import valkey
from tests.webapp.client import Browser, sign_in
from webapp.site import create_app


@pytest.fixture(scope="session")
def running_queue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[valkey.Running]:
    """A queue from which nothing is taken."""
    running = valkey.start(tmp_path_factory.mktemp("queue"))
    yield running
    running.stop()


@pytest.fixture(scope="session")
def queue(running_queue: valkey.Running) -> str:
    """The address of a queue from which nothing is taken."""
    return running_queue.url


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """Templates, compiled once in a run. Compiling them for each story took a third of the time."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture(scope="session", autouse=True)
def _addresses_compiled_once() -> Iterator[None]:
    """Functions that build addresses are compiled once in a run. For each story, it took a fifth of the time."""
    compile_builder, kept = Rule._compile_builder, dict[tuple[object, ...], Callable[..., tuple[str, str]]]()

    def compiled(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        key = (*rule._trace, str(rule.defaults), append_unknown)
        if key not in kept:
            kept[key] = compile_builder(rule, append_unknown)
        return kept[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Rule, "_compile_builder", compiled)
        yield


@pytest.fixture
def site(
    company: Company,
    queue: str,
    running_queue: valkey.Running,
    data_folder: Path,
    compiled: FileSystemBytecodeCache,
    monkeypatch: pytest.MonkeyPatch,
) -> Flask:
    """The site of the company, with an empty queue and nobody near a limit."""
    running_queue.empty()
    monkeypatch.setenv("GUILDHALL_SECRET_KEY", "a secret that only the tests know")
    monkeypatch.setenv("GUILDHALL_QUEUE_URL", queue)
    app = create_app()
    app.test_client_class = Browser
    app.jinja_env.bytecode_cache = compiled
    return app


@pytest.fixture
def stranger(site: Flask) -> Browser:
    """A browser in which nobody has signed in."""
    return site.test_client()


@pytest.fixture
def as_(site: Flask) -> Callable[[Viewer], Browser]:
    """Return a function that opens a browser in which someone is signed in."""

    def open_browser(viewer: Viewer) -> Browser:
        browser = site.test_client()
        sign_in(browser, viewer)
        return browser

    return open_browser
