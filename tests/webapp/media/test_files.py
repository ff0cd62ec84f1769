"""Uploading into a text, and how files are served to browsers."""

import html
import io
import resource
import time
from collections.abc import Callable

import pytest

from graph.communities import communities
from graph.ids import FileId
from graph.posts import questions
from graph.viewers import Viewer
from tests.company import Company
from tests.graph.sensitive.samples import GITHUB
from tests.store import samples
from tests.webapp.client import Browser
from webapp.media.files import LONGEST_PART_BYTES as PART
from workers.media import files as tidying
from workers.media import pictures

FOR_SCRIPTS = {"Accept": "application/json"}


def send(browser: Browser, content: io.BytesIO, name: str, *, headers: dict[str, str] | None = None):
    """Upload a file, as the page does without a script or the editor with one."""
    form = {"csrf_token": browser.token(), "file": (io.BytesIO(content.getvalue()), name)}
    return browser.post("/files", data=form, headers=headers or {})


def waiting(browser: Browser, content: io.BytesIO, name: str) -> str:
    """Upload a file and return the address that the editor puts into the text. A picture is not prepared yet."""
    markdown = send(browser, content, name, headers=FOR_SCRIPTS).json["markdown"]
    return markdown.partition("(")[2].removesuffix(")")


def prepare(path: str) -> str:
    """Do what a worker does as soon as a picture arrives."""
    pictures.prepare(FileId(path.rpartition("/")[2]))
    return path


def uploaded(browser: Browser, content: io.BytesIO, name: str) -> str:
    """Upload a file, let a worker prepare it if it is a picture, and return its address."""
    return prepare(waiting(browser, content, name))


def test_a_pasted_picture_comes_back_as_markdown(as_: Callable[[Viewer], Browser], company: Company) -> None:
    answer = send(as_(company.linus), samples.picture("PNG"), "graph of lag.png", headers=FOR_SCRIPTS)
    assert answer.json["markdown"].startswith("![graph of lag](/files/")


def test_a_browser_without_scripts_gets_the_line_to_copy(as_: Callable[[Viewer], Browser], company: Company) -> None:
    linus = as_(company.linus)
    answer = send(linus, io.BytesIO(b"a;b"), "table.csv")
    assert (answer.status_code, answer.location[:7]) == (303, "/files#")
    assert "[table.csv](/files/" in linus.get("/files").text


def test_a_file_is_for_those_who_see_a_post_with_it(as_: Callable[[Viewer], Browser], company: Company) -> None:
    linus, ada, tim = (as_(viewer) for viewer in (company.linus, company.ada, company.tim))
    path = uploaded(linus, samples.picture("PNG"), "a.png")
    assert [browser.get(path).status_code for browser in (linus, ada, tim)] == [200, 404, 404]
    platform = communities.show(company.platform, viewer=company.ada).id
    page = linus.send("/questions", title="What is this?", body=f"![a]({path})", community=platform)
    assert f'<img src="{path}" alt="a">' in page.text
    assert [browser.get(path).status_code for browser in (linus, ada, tim)] == [200, 200, 404]


def test_a_file_comes_with_headers_that_keep_it_harmless(as_: Callable[[Viewer], Browser], company: Company) -> None:
    linus = as_(company.linus)
    drawing = linus.get(uploaded(linus, samples.svg("<rect/>"), "d.svg"))
    assert drawing.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in drawing.headers["Content-Security-Policy"]
    assert "default-src 'none'" in drawing.headers["Content-Security-Policy"]
    assert drawing.headers["Content-Disposition"].startswith("inline")
    plan = linus.get(uploaded(linus, io.BytesIO(b"%PDF-1.7"), "Pläne.pdf"))
    assert plan.headers["Content-Disposition"] == "attachment; filename*=UTF-8''Pl%C3%A4ne.pdf"
    assert "private" in plan.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("asked", "status", "got"),
    [("bytes=0-3", 206, b"0123"), ("bytes=-2", 206, b"89"), ("bytes=4-", 206, b"456789"), ("bytes=20-", 416, None)],
)
def test_a_part_of_a_file_can_be_asked_for(
    as_: Callable[[Viewer], Browser], company: Company, asked: str, status: int, got: bytes | None
) -> None:
    linus = as_(company.linus)
    answer = linus.get(uploaded(linus, io.BytesIO(b"0123456789"), "a.txt"), headers={"Range": asked})
    assert answer.status_code == status
    assert got is None or answer.data == got


@pytest.mark.parametrize(("asked", "first", "size"), [("0-", 0, PART), ("9-", 9, PART), ("-5", -5, 5)])
def test_a_slow_player_gets_a_long_file_in_parts(
    as_: Callable[[Viewer], Browser], company: Company, asked: str, first: int, size: int
) -> None:
    linus = as_(company.linus)
    path = uploaded(linus, io.BytesIO(b"0123456789" * (PART // 10 + 9)), "a.txt")
    answer = linus.get(path, headers={"Range": f"bytes={asked}"})
    complete = len(linus.get(path).data)
    first %= complete
    assert (answer.status_code, answer.headers["Content-Range"]) == (
        206,
        f"bytes {first}-{first + size - 1}/{complete}",
    )
    assert len(answer.data) == size


def test_a_file_is_not_sent_twice_to_the_same_browser(as_: Callable[[Viewer], Browser], company: Company) -> None:
    linus = as_(company.linus)
    path = uploaded(linus, samples.picture("PNG"), "a.png")
    tag = linus.get(path).headers["ETag"]
    assert linus.get(path, headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (samples.bomb(), "small.png", "million pixels"),
        (samples.svg("<script>alert(1)</script>"), "d.svg", "can run code"),
        (io.BytesIO(b"MZ\x90\0\xff\xfe"), "cat.png", "This file type isn"),
        (io.BytesIO(b""), "a.txt", "empty"),
    ],
)
def test_each_refusal_is_one_sentence_on_the_page(
    as_: Callable[[Viewer], Browser], company: Company, content: io.BytesIO, name: str, sentence: str
) -> None:
    linus = as_(company.linus)
    page = send(linus, content, name)
    assert page.status_code == 422
    assert 'id="file-error"' in page.text
    assert sentence in page.text
    assert sentence in send(linus, content, name, headers=FOR_SCRIPTS).json["problem"]


def test_a_file_above_the_limit_is_refused_and_the_limit_named(
    as_: Callable[[Viewer], Browser], company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUILDHALL_FILE_MEGABYTES", "3")
    page = send(as_(company.linus), io.BytesIO(b"x" * 10_000_000), "log.txt")
    assert page.status_code == 413
    assert "at most 3 MB" in page.text


def test_a_file_of_text_with_a_secret_is_not_kept(as_: Callable[[Viewer], Browser], company: Company) -> None:
    linus = as_(company.linus)
    page = send(linus, io.BytesIO(f"log in\n{GITHUB}\n".encode()), "kafka.log")
    assert (page.status_code, f"a GitHub token: ghp_…{GITHUB[-2:]}, line 2" in page.text) == (422, True)
    assert send(linus, io.BytesIO(b"lag\n" * 500_000), "kafka.log", headers=FOR_SCRIPTS).status_code == 200


def test_a_form_without_a_file_says_what_to_do(as_: Callable[[Viewer], Browser], company: Company) -> None:
    assert "Choose a file first." in as_(company.linus).send("/files").text


def test_the_daily_tidying_takes_what_was_never_used(
    as_: Callable[[Viewer], Browser], company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    linus = as_(company.linus)
    unused, used = (uploaded(linus, io.BytesIO(text), "a.txt") for text in (b"unused", b"used"))
    linus.send(f"/questions/{company.kafka_question}/answers", body=f"[a]({used})")
    monkeypatch.setattr(tidying, "DAYS_UNUSED", 0)
    tidying.tidy()
    assert [linus.get(path).status_code for path in (unused, used)] == [404, 200]
    assert len(questions.show(company.kafka_question, viewer=company.tim).answers) == 2


def test_until_it_is_prepared_readers_see_that_a_picture_is_being_prepared(
    as_: Callable[[Viewer], Browser], company: Company
) -> None:
    linus = as_(company.linus)
    path = waiting(linus, samples.picture("PNG"), "lag.png")
    answer = linus.get(path)
    assert (answer.status_code, answer.headers["Retry-After"]) == (202, "2")
    assert "This picture is being prepared." in answer.text
    assert "no-store" in answer.headers["Cache-Control"]
    assert "The picture is being prepared." in linus.get("/files").text
    made = linus.get(prepare(path))
    assert (made.status_code, made.headers["Content-Type"]) == (200, "image/webp")
    assert "being prepared" not in linus.get("/files").text


def test_nobody_sees_a_waiting_picture_that_they_may_not_see(
    as_: Callable[[Viewer], Browser], company: Company
) -> None:
    path = waiting(as_(company.linus), samples.picture("PNG"), "lag.png")
    assert as_(company.ada).get(path).status_code == 404


def test_a_picture_that_cannot_be_decoded_says_why_and_its_owner_can_have_it_back(
    as_: Callable[[Viewer], Browser], company: Company
) -> None:
    linus, tim = as_(company.linus), as_(company.tim)
    broken = samples.noise().getvalue()[:20_000]
    path = uploaded(linus, io.BytesIO(broken), "lag.png")
    linus.send(f"/questions/{company.kafka_question}/answers", body=f"![lag]({path})")
    for reader, headers in ((tim, {}), (linus, {"Sec-Fetch-Dest": "image"})):
        drawing = reader.get(path, headers=headers)
        assert drawing.headers["Content-Type"].startswith("image/svg+xml")
        assert "This picture is damaged. Export it again." in html.unescape(drawing.text)
    mine = linus.get(path)
    assert mine.data == broken
    assert mine.headers["Content-Disposition"].startswith("attachment")
    assert "This picture is damaged. Export it again." in linus.get("/files").text


def test_a_bomb_never_reaches_the_memory_of_a_web_process(as_: Callable[[Viewer], Browser], company: Company) -> None:
    linus = as_(company.linus)
    before, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    for content in (samples.frames_without_pixels(), samples.with_scans(1_500, side=1_000), samples.bomb()):
        send(linus, content, "it.png", headers=FOR_SCRIPTS)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000
    assert time.process_time() - begun < 2
