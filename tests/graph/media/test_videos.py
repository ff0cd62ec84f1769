"""Sharing videos, and the words spoken in them."""

from datetime import timedelta

import pytest

from graph import clock
from graph.communities import communities
from graph.errors import Forbidden, Invalid, NotFound
from graph.expertise import abilities, evidence
from graph.finding import index_entries
from graph.ids import VideoId
from graph.media import captions, videos
from graph.media.videos import VideoDraft
from tests import company as stories
from tests.company import Company

TALK = """WEBVTT

00:01.000 --> 00:03.000
Today we look at our clusters.

00:03.000 --> 00:06.000
We rotate the certificates

00:06.000 --> 00:09.000
every ninety days, with one command.
"""


def draft(*, title: str = "Keys", upload: str = "u", url: str = "", community=None) -> VideoDraft:
    return VideoDraft(title=title, body=stories.text(""), skills=("TLS",), community=community, url=url, upload=upload)


@pytest.fixture
def video(company: Company) -> VideoId:
    """A video that Ada shared in the private community, with captions."""
    platform = communities.show(company.platform, viewer=company.ada).id
    id = videos.post(draft(community=platform), by=company.ada.id)
    captions.write_down(id, "en", TALK, by=company.ada.id)
    return id


def test_a_video_waits_until_a_worker_has_made_it_watchable(company: Company, video: VideoId) -> None:
    assert videos.show(video, viewer=company.linus).state == "waiting"
    assert videos.begin(video) == videos.Job(upload="u", url="", attempts=1)
    assert videos.note_progress(video, 40, upload="u")
    working = videos.show(video, viewer=company.linus)
    assert (working.state, working.progress) == ("working", 40)
    videos.finish(video, upload="u", seconds=9.0)
    assert videos.show(video, viewer=company.linus).state == "ready"
    assert videos.unfinished() == ()


def test_two_workers_never_make_the_same_video(
    company: Company, video: VideoId, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert videos.begin(video) is not None
    assert videos.begin(video) is None
    videos.finish(video, upload="u", seconds=1.0)
    later = clock.now() + timedelta(minutes=3)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert videos.begin(video) is None


def test_another_worker_goes_on_where_one_died(
    company: Company, video: VideoId, monkeypatch: pytest.MonkeyPatch
) -> None:
    videos.begin(video)
    assert videos.unfinished() == ()
    later = clock.now() + timedelta(minutes=3)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert videos.unfinished() == (video,)
    job = videos.begin(video)
    assert job is not None
    assert job.attempts == 2


def test_what_failed_can_be_replaced_by_its_author(company: Company, video: VideoId) -> None:
    videos.fail(video, "It is broken.", upload="u")
    assert videos.show(video, viewer=company.ada).problem == "It is broken."
    with pytest.raises(Forbidden):
        videos.replace(video, upload="v", by=company.linus.id)
    videos.replace(video, upload="v", by=company.ada.id)
    assert videos.unfinished() == (video,)


def test_a_video_in_a_closed_community_is_for_its_members(company: Company, video: VideoId) -> None:
    assert [card.id for card in videos.listed(viewer=company.linus).cards] == [video]
    assert videos.listed(viewer=company.tim).cards == ()
    assert captions.of(video, viewer=company.tim) == ()
    assert captions.moments("certificates", posts=[video], viewer=company.tim) == {}
    with pytest.raises(NotFound):
        videos.show(video, viewer=company.tim)


def test_only_its_author_writes_captions_and_writing_again_replaces_them(company: Company, video: VideoId) -> None:
    with pytest.raises(Forbidden):
        captions.write_down(video, "en", TALK, by=company.linus.id)
    captions.write_down(video, "en", "WEBVTT\n\n00:00.000 --> 00:01.000\nHello.", by=company.ada.id)
    captions.write_down(video, "de", "WEBVTT\n\n00:00.000 --> 00:01.000\nHallo.", by=company.ada.id)
    spoken = captions.of(video, viewer=company.linus)
    assert [(one.language, one.cues[0].text) for one in spoken] == [("de", "Hallo."), ("en", "Hello.")]
    captions.write_down(video, "de", "", by=company.ada.id)
    assert [one.language for one in captions.of(video, viewer=company.linus)] == ["en"]


@pytest.mark.parametrize("language", ["", "new", "../x", "e", "english"])
def test_captions_have_a_language(company: Company, video: VideoId, language: str) -> None:
    with pytest.raises(Invalid):
        captions.write_down(video, language, TALK, by=company.ada.id)


@pytest.mark.parametrize(
    ("words", "at"),
    [("rotating certificates", 3), ("certificates every ninety days", 3), ("ninety days", 6), ("cluster", 1)],
)
def test_the_moment_at_which_words_are_said_is_found(company: Company, video: VideoId, words: str, at: int) -> None:
    moment = captions.moments(words, posts=[video], viewer=company.linus)[video]
    assert moment.at == at


def test_words_that_nobody_says_have_no_moment(company: Company, video: VideoId) -> None:
    assert captions.moments("zebra", posts=[video], viewer=company.linus) == {}


def test_a_video_is_found_by_what_is_said_and_weighed(company: Company, video: VideoId) -> None:
    evidence.weigh(video)
    assert [one.slug for one in abilities.of(company.ada.id, viewer=company.linus)] == ["tls"]
    [thing] = index_entries.find("video", [video])
    assert "We rotate the certificates" in thing.body
    assert [one.key for one in index_entries.every("video")] == [video]
    assert video in index_entries.changed("video", since=clock.now() - timedelta(minutes=1))
    assert index_entries.within(company.platform, "video") == (video,)


@pytest.mark.parametrize(
    ("fields", "problems"),
    [
        ({"upload": ""}, {"video"}),
        ({"title": ""}, {"title"}),
        ({"url": "https://youtu.be/a"}, {"url"}),
        ({"upload": "", "url": "javascript:alert(1)"}, {"url"}),
        ({"upload": "", "url": "example.com/a.mp4"}, {"url"}),
    ],
)
def test_a_draft_says_what_is_missing(fields: dict[str, str], problems: set[str]) -> None:
    with pytest.raises(Invalid) as refused:
        draft(**fields)
    assert set(refused.value.problems) == problems


def test_a_video_elsewhere_has_a_player_of_its_site(company: Company) -> None:
    id = videos.post(draft(upload="", url="https://youtu.be/dQw4w9WgXcQ"), by=company.ada.id)
    embed = videos.show(id, viewer=company.tim).embed
    assert embed is not None
    assert embed.at(90).endswith("&start=90")


def test_captions_keep_their_marks_and_are_found_by_who_speaks(company: Company, video: VideoId) -> None:
    said = "WEBVTT\n\n00:01.000 --> 00:02.000 line:0\n<v Ada>Rotate <i>them</i></v>\n\n00:02.000 --> 00:03.000\nnow\n"
    assert captions.write_down(video, "zh-hans", said, by=company.ada.id) == ()
    _, (marked, plain) = [one.cues for one in captions.of(video, viewer=company.linus)]
    assert (marked.text, marked.markup, marked.settings) == ("Rotate them", "<v Ada>Rotate <i>them</i></v>", "line:0")
    assert (marked.spoken, plain.spoken, plain.markup) == ("Ada: Rotate them", "now", "")
    [thing] = index_entries.find("video", [video])
    assert "Ada: Rotate them" in thing.body
