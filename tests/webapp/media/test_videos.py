"""Sharing a video on the page, and watching it."""

import io
from collections.abc import Callable

import pytest
from werkzeug.test import TestResponse

from graph.ids import VideoId
from graph.media import videos
from graph.viewers import Viewer
from tests.company import Company
from tests.graph.sensitive.samples import GITHUB
from tests.store.films import film
from tests.webapp.client import Browser
from tests.webapp.shell.test_uploads import begin, send
from workers.media import videos as making

TALK = "WEBVTT\n\n00:01.000 --> 00:02.000\nRotate the keys.\n"


def post(browser: Browser, content: bytes | None = None, path: str = "/videos", **fields: str) -> TestResponse:
    """Send the form as a browser without scripts does."""
    form: dict[str, object] = {"csrf_token": browser.token(), "title": "Keys", **fields}
    if content is not None:
        form["file"] = (io.BytesIO(content), "keys.mp4")
    return browser.post(path, data=form, content_type="multipart/form-data", follow_redirects=True)


def id_of(page: TestResponse) -> VideoId:
    return VideoId(page.request.path.rpartition("/")[2])


@pytest.fixture
def watchable(
    as_: Callable[[Viewer], Browser], company: Company, monkeypatch: pytest.MonkeyPatch
) -> tuple[Browser, VideoId]:
    """A video that Ada shared and a worker made playable."""
    monkeypatch.setattr(making, "later", lambda _name, _id: None)
    ada = as_(company.ada)
    id = id_of(post(ada, film(seconds=12), body="0:00 Why\n0:05 How"))
    making.prepare(id)
    return ada, id


def test_a_form_with_a_file_shares_it_and_says_what_happens(as_: Callable[[Viewer], Browser], company: Company) -> None:
    page = post(as_(company.ada), film())
    assert page.request.path.startswith("/videos/")
    assert "being converted" in page.text
    assert f'hx-get="{page.request.path}/player"' in page.text


def test_an_upload_that_came_before_is_shared_once_it_is_whole(
    as_: Callable[[Viewer], Browser], company: Company
) -> None:
    ada, tim = as_(company.ada), as_(company.tim)
    place = begin(ada, 6).location
    upload = place.rpartition("/")[2]
    send(ada, place, b"abc", 0)
    assert "Choose the same file again to continue" in post(ada, upload=upload).text
    send(ada, place, b"def", 3)
    assert "This upload has expired, or it isn" in post(tim, upload=upload).text
    assert post(ada, upload=upload).request.path.startswith("/videos/")


def test_a_form_that_is_sent_twice_shares_one_video(as_: Callable[[Viewer], Browser], company: Company) -> None:
    ada = as_(company.ada)
    place = begin(ada, 6).location
    send(ada, place, b"abcdef", 0)
    first, second = (post(ada, upload=place.rpartition("/")[2]) for _ in range(2))
    assert id_of(first) == id_of(second)
    assert len(videos.listed(viewer=company.ada).cards) == 1


@pytest.mark.parametrize(
    ("fields", "field"),
    [({}, "video"), ({"url": "example.com/a"}, "url"), ({"title": "", "url": "https://youtu.be/a"}, "title")],
)
def test_what_cannot_be_taken_comes_back(
    as_: Callable[[Viewer], Browser], company: Company, fields: dict[str, str], field: str
) -> None:
    page = post(as_(company.ada), body="My words", **fields)
    assert page.status_code == 422
    assert f'id="{field}-error"' in page.text
    assert "My words" in page.text


def test_a_video_above_the_limit_is_refused(
    as_: Callable[[Viewer], Browser], company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUILDHALL_VIDEO_MEGABYTES", "1")
    page = post(as_(company.ada), b"x" * 2_000_000)
    assert page.status_code == 413
    assert "Send at most 1 MB at once." in page.text


def test_a_video_is_watched_with_chapters_and_pictures(watchable: tuple[Browser, VideoId], company: Company) -> None:
    ada, id = watchable
    page = ada.get(f"/videos/{id}?t=5").text
    [rendition] = videos.show(id, viewer=company.tim).renditions
    assert f'<source src="/files/{rendition.file}#t=5" type="video/mp4">' in page
    assert page.count('class="strip"') == 1
    assert f'<a href="/videos/{id}?t=5" data-at="5"><span class="time">0:05</span> How</a>' in page
    assert "<p>0:00 Why" not in page
    part = ada.get(f"/files/{rendition.file}", headers={"Range": "bytes=100-199"})
    assert (part.status_code, len(part.data), part.mimetype) == (206, 100, "video/mp4")
    assert "0:12" in page


def test_the_waiting_part_becomes_the_player(watchable: tuple[Browser, VideoId]) -> None:
    ada, id = watchable
    part = ada.get(f"/videos/{id}/player").text
    assert "<video controls" in part
    assert "hx-get" not in part


def test_captions_are_written_and_read_beside_the_video(watchable: tuple[Browser, VideoId], company: Company) -> None:
    ada, id = watchable
    page = post(ada, path=f"/videos/{id}/captions/new", language="en", captions=TALK)
    assert page.request.path == f"/videos/{id}"
    assert '<track kind="captions"' in page.text
    assert "Rotate the keys." in page.text
    file = ada.get(f"/videos/{id}/captions/en.vtt")
    assert (file.mimetype, file.text.splitlines()[0]) == ("text/vtt", "WEBVTT")
    assert "Rotate the keys." in ada.get(f"/videos/{id}/captions/en").text
    assert ada.get(f"/videos/{id}/captions/de.vtt").status_code == 404


def test_captions_with_a_secret_are_not_saved(watchable: tuple[Browser, VideoId]) -> None:
    ada, id = watchable
    leak = TALK.replace("Rotate the keys.", GITHUB)
    assert GITHUB in leak
    page = post(ada, path=f"/videos/{id}/captions/new", language="en", captions=leak)
    assert (page.status_code, "This looks like a GitHub token" in page.text) == (422, True)
    assert ada.get(f"/videos/{id}/captions/en.vtt").status_code == 404


def test_captions_come_as_a_file_too(watchable: tuple[Browser, VideoId]) -> None:
    ada, id = watchable
    srt = "1\n00:00:01,000 --> 00:00:02,000\nDreh die Schlüssel.\n".encode()
    page = post(ada, srt, path=f"/videos/{id}/captions/new", language="de", captions="")
    assert "Dreh die Schlüssel." in page.text
    older = post(ada, srt.decode().replace("die", "den").encode("cp1252"), path=f"/videos/{id}/captions/fr")
    assert "Dreh den Schlüssel." in older.text


def test_a_caption_file_is_taken_as_far_as_it_can_be_read_and_the_rest_is_named(
    watchable: tuple[Browser, VideoId],
) -> None:
    ada, id = watchable
    bad = "\n".join(f"00:0{second}.000 --> soon\nno\n" for second in range(6))
    page = post(ada, f"{TALK}\n{bad}".encode(), path=f"/videos/{id}/captions/new", language="en")
    assert all(
        words in page.text for words in ("Rotate the keys.", "not all of them", "Line 6 should look", "And 1 more.")
    )
    typed = post(ada, path=f"/videos/{id}/captions/new", language="de", captions=f"{TALK}\n{bad}")
    assert (typed.status_code, "Line 6 should look" in typed.text, typed.text.count("soon\nno") >= 6) == (
        422,
        True,
        True,
    )


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("zh-Hans", "Chinese (Simplified)"),
        ("es-419", "Spanish (Latin America)"),
        ("sr-Latn", "Serbian (Latin)"),
        ("sl-rozaj", "Slovenian"),
        ("tlh", "tlh"),
        ("x-shop", "x-shop"),
        ("und", "und"),
    ],
)
def test_captions_are_in_any_language(watchable: tuple[Browser, VideoId], tag: str, name: str) -> None:
    ada, id = watchable
    page = post(ada, path=f"/videos/{id}/captions/new", language="en", tag=tag.upper(), captions=TALK)
    assert f'srclang="{tag}" label="{name}' in page.text
    assert "Rotate the keys." in ada.get(f"/videos/{id}/captions/{tag}.vtt").text
    assert f'<option value="{tag}" selected>' in ada.get(f"/videos/{id}/captions/{tag}").text


@pytest.mark.parametrize("tag", ["Deutsch", "en us", "../en", "e", "en-", "x" * 70])
def test_what_is_no_language_tag_comes_back(watchable: tuple[Browser, VideoId], tag: str) -> None:
    ada, id = watchable
    page = post(ada, path=f"/videos/{id}/captions/new", language="en", tag=tag, captions=TALK)
    assert (page.status_code, "Rotate the keys." in page.text) == (422, True)
    assert "or give its tag, such as de, zh-Hans or es-419" in page.text
    assert f'name="tag" type="text" value="{tag}"' in page.text


def test_of_two_windows_with_captions_neither_loses_a_word(watchable: tuple[Browser, VideoId]) -> None:
    ada, id = watchable
    form = {"path": f"/videos/{id}/captions/new", "language": "en"}
    post(ada, captions=TALK, **form)
    outrun = post(ada, captions=TALK.replace("keys", "locks"), **form)
    assert (outrun.status_code, 'id="captions-error"' in outrun.text) == (409, True)
    assert all(words in outrun.text for words in ("Rotate the keys.", "Rotate the locks.", "<video controls"))
    made_of = outrun.text.partition('name="made_of" value="')[2].partition('"')[0]
    assert "Rotate both." in post(ada, captions=TALK.replace("the keys", "both"), made_of=made_of, **form).text


def test_captions_that_cannot_be_read_come_back_with_their_line(watchable: tuple[Browser, VideoId]) -> None:
    ada, id = watchable
    page = post(ada, path=f"/videos/{id}/captions/en", language="en", captions="WEBVTT\n\n0:01 --> 0:02\nHm")
    assert page.status_code == 422
    assert "Line 3 should look like" in page.text
    assert "Hm" in page.text


def test_nobody_else_writes_captions_or_replaces_the_video(
    watchable: tuple[Browser, VideoId], as_: Callable[[Viewer], Browser], company: Company
) -> None:
    _, id = watchable
    tim = as_(company.tim)
    assert tim.get(f"/videos/{id}/captions/new").status_code == 403
    assert post(tim, path=f"/videos/{id}/captions/en", language="en", captions=TALK).status_code == 403
    assert post(tim, film(), path=f"/videos/{id}/source").status_code == 403
    assert "Replace the video" not in tim.get(f"/videos/{id}").text


def test_a_video_that_failed_can_be_sent_again(as_: Callable[[Viewer], Browser], company: Company) -> None:
    ada = as_(company.ada)
    id = id_of(post(ada, b"no video at all"))
    job = videos.begin(id)
    assert job is not None
    videos.fail(id, "This video is broken.", upload=job.upload)
    assert "This video is broken." in ada.get(f"/videos/{id}").text
    assert "being converted" in post(ada, film(), path=f"/videos/{id}/source").text
    page = post(ada, path=f"/videos/{id}/source")
    assert (page.status_code, 'id="video-error"' in page.text, "Choose a video file" in page.text) == (422, True, True)


def test_a_video_in_a_closed_community_is_for_its_members(as_: Callable[[Viewer], Browser], company: Company) -> None:
    community = next(one for one in company.ada.audiences if one != "everyone")
    id = id_of(post(as_(company.ada), film(), community=community))
    tim = as_(company.tim)
    paths = (f"/videos/{id}", f"/videos/{id}/player", f"/videos/{id}/captions/en.vtt", f"/videos/{id}/captions/en")
    assert [tim.get(path).status_code for path in paths] == [404] * 4
    assert as_(company.linus).get(paths[0]).status_code == 200
    assert "Keys" not in tim.get("/videos").text


def test_a_video_of_a_site_that_lends_its_player_is_loaded_from_there_and_held_in_a_sandbox(
    as_: Callable[[Viewer], Browser], company: Company
) -> None:
    ada = as_(company.ada)
    page = post(ada, url="https://courses.example/lesson/7")
    assert "Checking whether this video from courses.example can be played here" in page.text
    id = id_of(page)
    videos.finish(id, upload="", seconds=0)
    led_there = ada.get(f"/videos/{id}").text
    assert "Watch it at courses.example" in led_there
    assert "Replace the video" not in led_there
    videos.note_player(id, "https://player.example/embed/7")
    assert "Load the video from player.example" in ada.get(f"/videos/{id}").text
    loaded = ada.get(f"/videos/{id}?play=1")
    assert 'sandbox="allow-scripts' in loaded.text
    assert "frame-src 'self' https://player.example;" in loaded.headers["Content-Security-Policy"]


def test_a_video_elsewhere_loads_nothing_before_it_is_asked_to(
    as_: Callable[[Viewer], Browser], company: Company
) -> None:
    ada = as_(company.ada)
    page = post(ada, url="https://youtu.be/dQw4w9WgXcQ")
    assert "<iframe" not in page.text
    assert "Load the video from YouTube" in page.text
    assert "youtube" not in page.headers["Content-Security-Policy"]
    loaded = ada.get(f"{page.request.path}?play=1&t=1m5s")
    assert 'src="https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?rel=0&amp;start=65"' in loaded.text
    assert "frame-src 'self' https://www.youtube-nocookie.com" in loaded.headers["Content-Security-Policy"]
