"""Videos become playable, and are found by the words spoken in them."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.communities import communities
from graph.ids import VideoId
from graph.media import captions, files, videos
from graph.media.videos import VideoDraft, VideoPage
from search import query
from store import blobs, uploads
from tests import company as stories
from tests.company import Company
from tests.store.films import film, made
from tests.workers import sites
from tests.workers.conftest import eventually
from webapp.operations.processes import Process
from workers import events
from workers.finding import indexing
from workers.media import ffmpeg
from workers.media import videos as making

pytestmark = pytest.mark.usefixtures("data_folder")

TALK = """WEBVTT

00:00.500 --> 00:02.000
Welcome to the platform team.

00:02.000 --> 00:04.500
Never restart the broker while a rebalance is running.
"""


@pytest.fixture
def no_queue(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let tasks, which are called as functions here, do at once what they would queue."""
    monkeypatch.setattr(making, "later", lambda _name, id: indexing.index_video(id))


def share(company: Company, content: bytes, *, community=None) -> VideoId:
    upload = uploads.adopt(io.BytesIO(content), owner=company.ada.id, name="talk.mp4").id
    draft = VideoDraft(
        title="Care of brokers", body=stories.text(""), skills=("Kafka",), community=community, url="", upload=upload
    )
    return videos.post(draft, by=company.ada.id)


def prepared(company: Company, content: bytes) -> VideoPage:
    """Return the page of a video after a worker has prepared it."""
    id = share(company, content)
    making.prepare(id)
    return videos.show(id, viewer=company.tim)


def test_a_video_is_found_by_a_sentence_that_is_spoken_in_it(company: Company, worker: Process):
    id = share(company, film(seconds=5))
    events.video_posted(id)
    eventually(lambda: videos.show(id, viewer=company.tim).state == "ready")
    sentence = "restarting the broker during a rebalance"
    assert not captions.moments(sentence, posts=[id], viewer=company.tim)
    captions.write_down(id, "en", TALK, by=company.ada.id)
    events.captions_written(id)
    eventually(lambda: id in [hit.key for hit in query.find(sentence, audiences=["everyone"]).hits])
    moment = captions.moments(sentence, posts=[id], viewer=company.tim)[id]
    assert (moment.at, moment.text) == (2, "Never restart the broker while a rebalance is running.")
    eventually(lambda: [vote.key for vote in query.vote(sentence)][:1] == [id])


def test_only_members_find_what_is_said_in_a_closed_community(company: Company, no_queue: None):
    platform = communities.show(company.platform, viewer=company.ada).id
    id = share(company, film(), community=platform)
    captions.write_down(id, "en", TALK, by=company.ada.id)
    making.prepare(id)
    assert query.find("rebalance", audiences=company.tim.audiences).total == 0
    assert [hit.key for hit in query.find("rebalance", audiences=company.linus.audiences).hits] == [id]


@pytest.mark.parametrize("form", ["mp4", "webm", "avi"])
def test_every_browser_can_play_what_is_made(company: Company, no_queue: None, form: str):
    video = prepared(company, film(form))
    assert (video.state, video.problem, round(video.seconds)) == ("ready", "", 3)
    [rendition] = video.renditions
    kept = files.get(rendition.file, viewer=company.tim)
    beginning = blobs.open_(blobs.Hash(kept.hash)).read(200_000)
    # What the player needs first comes before the pictures, so it can start while the rest is loading.
    assert 0 < beginning.index(b"moov") < beginning.index(b"mdat")
    assert b"avc1" in beginning


def test_a_large_video_is_made_small_twice_with_a_poster_and_a_strip(company: Company, no_queue: None):
    video = prepared(company, film(seconds=12, size="1920x1080"))
    assert [(one.width, one.height) for one in video.renditions] == [(1280, 720), (640, 360)]
    assert video.picture is not None
    assert video.strip is not None
    assert files.get(video.strip, viewer=company.tim).media_type == "image/jpeg"
    assert video.original is not None


def test_an_upright_video_of_a_phone_stays_upright(company: Company, no_queue: None):
    video = prepared(company, film(size="406x720"))
    assert [(one.width, one.height) for one in video.renditions] == [(406, 720), (360, 638)]


def test_the_upload_is_gone_when_the_video_is_made(company: Company, no_queue: None):
    prepared(company, film())
    assert list(uploads.folder().iterdir()) == []


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (film()[: len(film()) // 2], "damaged or incomplete"),
        (b"\0\0\0\x18ftypmp42" + b"\0" * 5_000, "damaged or incomplete"),
        (b"\x1aE\xdf\xa3" + b"x" * 5_000, "damaged or incomplete"),
        (b"MZ\x90\0 a program", "video format"),
        (b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n", "video format"),
    ],
)
def test_a_broken_video_says_so_on_its_page(company: Company, no_queue: None, content: bytes, sentence: str):
    video = prepared(company, content)
    assert video.state == "failed"
    assert sentence in video.problem
    assert video.renditions == ()


def test_sound_alone_is_no_video(company: Company, no_queue: None, tmp_path: Path):
    tone = tmp_path / "tone.m4a"
    made("-f", "lavfi", "-i", "sine=duration=1", "-c:a", "aac", "-f", "mp4", str(tone))
    assert prepared(company, tone.read_bytes()).problem == "This video has no picture."


def test_a_recording_that_does_not_say_how_long_it_is_is_taken(company: Company, no_queue: None, tmp_path: Path):
    live, source = tmp_path / "live.webm", tmp_path / "source.webm"
    source.write_bytes(film("webm"))
    made("-i", str(source), "-c", "copy", "-live", "1", "-f", "webm", str(live))
    assert ffmpeg.look(live, "matroska").seconds == 0
    assert round(prepared(company, live.read_bytes()).seconds) == 3


def test_a_video_that_takes_too_long_is_given_up(company: Company, no_queue: None, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(ffmpeg, "LEAST_SECONDS", 0.3)
    monkeypatch.setattr(ffmpeg, "SECONDS_FOR_EACH", 0.01)
    video = prepared(company, film(seconds=12, size="1920x1080"))
    assert video.state == "failed"


def test_a_video_that_wants_too_much_memory_is_given_up(
    company: Company, no_queue: None, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(ffmpeg, "MEMORY_KILOBYTES", 60_000)
    assert prepared(company, film()).state == "failed"


def test_a_smaller_film_in_its_place_leaves_nothing_of_the_larger_one(company: Company, no_queue: None):
    id = share(company, film(size="1280x720"))
    making.prepare(id)
    put_in_its_place(company, id, film(size="320x240"))
    making.prepare(id)
    video = videos.show(id, viewer=company.tim)
    assert (video.state, [(one.width, one.height) for one in video.renditions]) == ("ready", [(320, 240)])


@pytest.mark.parametrize("size", ["320x180", "1280x720"])
def test_a_film_that_is_replaced_while_it_is_made_does_not_come_back(
    company: Company, no_queue: None, monkeypatch: pytest.MonkeyPatch, size: str
):
    id = share(company, film(size=size))
    render = ffmpeg.render

    def slow(*what: object, **how: object) -> None:
        monkeypatch.setattr(ffmpeg, "render", render)
        put_in_its_place(company, id, film(size="406x240", seconds=5))
        render(*what, **how)

    monkeypatch.setattr(ffmpeg, "render", slow)
    making.prepare(id)
    assert videos.show(id, viewer=company.tim).state == "waiting"
    making.sweep()
    video = videos.show(id, viewer=company.tim)
    assert (video.state, round(video.seconds), [one.height for one in video.renditions]) == ("ready", 5, [240])
    assert list(uploads.folder().iterdir()) == []


def put_in_its_place(company: Company, id: VideoId, content: bytes) -> None:
    upload = uploads.adopt(io.BytesIO(content), owner=company.ada.id, name="again.mp4").id
    videos.replace(id, upload=upload, by=company.ada.id)


def test_a_video_whose_worker_always_dies_is_given_up(
    company: Company, no_queue: None, monkeypatch: pytest.MonkeyPatch
):
    id = share(company, film())
    monkeypatch.setattr(videos, "LEASE", -videos.LEASE)
    for _ in range(making.MOST_ATTEMPTS):
        assert videos.begin(id) is not None
    making.sweep()
    assert "several times" in videos.show(id, viewer=company.ada).problem


def test_the_sweep_makes_what_the_queue_missed(company: Company, no_queue: None):
    id = share(company, film())
    making.sweep()
    assert videos.show(id, viewer=company.ada).state == "ready"


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("GUILDHALL_LINK_NETWORKS", "127.0.0.0/8")
    with sites.running() as (address, _):
        yield address


def test_a_video_elsewhere_gets_a_picture_of_its_own(company: Company, site: str):
    draft = VideoDraft(
        title="x", body=stories.text(""), skills=(), community=None, url="https://youtu.be/dQw4w9WgXcQ", upload=""
    )
    id = videos.post(draft, by=company.ada.id)
    assert making._introduced(id, f"{site}/page") == 0
    assert videos.show(id, viewer=company.tim).picture is not None


def test_a_site_that_lends_its_player_is_asked_for_it(company: Company, site: str, no_queue: None):
    id = elsewhere(company, f"{site}/course")
    making.prepare(id)
    shown = videos.show(id, viewer=company.tim)
    assert shown.embed is not None
    assert (shown.embed.provider, shown.embed.player) == ("player.example", "https://player.example/embed/7?a=1&b=2")
    assert not shown.embed.is_known


@pytest.mark.parametrize("page", ["page", "evil-course", "odd-course", "gone-course"])
def test_a_site_that_lends_none_or_one_that_is_not_safe_is_only_led_to(
    company: Company, site: str, no_queue: None, page: str
):
    id = elsewhere(company, f"{site}/{page}")
    making.prepare(id)
    shown = videos.show(id, viewer=company.tim)
    assert (shown.state, shown.embed, shown.host) == ("ready", None, "127.0.0.1")


def elsewhere(company: Company, url: str) -> VideoId:
    draft = VideoDraft(title="x", body=stories.text(""), skills=(), community=None, url=url, upload="")
    return videos.post(draft, by=company.ada.id)
