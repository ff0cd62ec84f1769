"""Speech is transcribed by a machine until a person writes captions."""

import io
from pathlib import Path

import pytest

from graph.ids import VideoId
from graph.media import captions, videos
from search import query
from settings import Misconfigured
from store import uploads
from tests.company import Company
from tests.store.films import film, talking
from tests.workers.media.test_videos import TALK, share
from workers.finding import indexing
from workers.media import speech
from workers.media import videos as making
from workers.settings import Settings

pytestmark = pytest.mark.usefixtures("data_folder")

SAID = "Never restart the server while a backup is running."
SAID_LATER = "Please water the plants on Monday."


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let tasks, which are called as functions here, do at once what they would queue."""
    done = {"finding.indexing.index_video": indexing.index_video, "media.speech.write_down": speech.write_down}
    for module in (making, speech):
        monkeypatch.setattr(module, "later", lambda name, id: done[name](id))


def watched(company: Company, content: bytes) -> VideoId:
    id = share(company, content)
    making.prepare(id)
    return id


def transcript(company: Company, id: VideoId) -> str:
    return " ".join(cue.text for one in captions.of(id, viewer=company.tim) for cue in one.cues).lower()


def test_a_talk_is_found_by_a_sentence_that_nobody_wrote_down(company: Company) -> None:
    id = watched(company, talking(SAID))
    (heard,) = captions.of(id, viewer=company.tim)
    assert (heard.by_machine, heard.language, heard.cues[0].start < 2) == (True, "en", True)
    assert [hit.key for hit in query.find("restart the server", audiences=["everyone"]).hits] == [id]


def test_what_a_person_wrote_is_never_overwritten(company: Company) -> None:
    id = share(company, talking(SAID))
    captions.write_down(id, "en", TALK, by=company.ada.id)
    making.prepare(id)
    speech.write_down(id)
    (written,) = captions.of(id, viewer=company.tim)
    assert (written.by_machine, "broker" in transcript(company, id)) == (False, True)


def test_a_person_corrects_the_machine_and_is_not_corrected_back(company: Company) -> None:
    id = watched(company, talking(SAID))
    captions.write_down(id, "en", TALK, by=company.ada.id)
    speech.write_down(id)
    assert [one.by_machine for one in captions.of(id, viewer=company.tim)] == [False]


def test_when_the_video_changes_so_does_what_is_heard(company: Company) -> None:
    id = watched(company, talking(SAID))
    again = uploads.adopt(io.BytesIO(talking(SAID_LATER)), owner=company.ada.id, name="talk.mp4").id
    videos.replace(id, upload=again, by=company.ada.id)
    making.prepare(id)
    assert "plants" in transcript(company, id)
    assert "server" not in transcript(company, id)


def test_listening_twice_changes_nothing(company: Company) -> None:
    id = watched(company, talking(SAID))
    before = captions.of(id, viewer=company.tim)
    speech.write_down(id)
    assert captions.of(id, viewer=company.tim) == before


def test_the_sweep_hears_what_came_before_the_extra(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as without:
        without.setattr(speech, "PACKAGE", "not_installed")
        id = watched(company, talking(SAID))
    assert transcript(company, id) == ""
    speech.sweep()
    assert "server" in transcript(company, id)


def test_a_silent_video_is_listened_to_once(company: Company) -> None:
    id = watched(company, film())
    assert speech.speech.unheard() == ()
    assert "server" not in transcript(company, id)


def test_a_folder_without_a_model_is_refused_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match=r"model\.bin"):
        Settings.from_env({"GUILDHALL_QUEUE_URL": "redis://h:1/0", "GUILDHALL_SPEECH_MODEL": str(tmp_path)})
