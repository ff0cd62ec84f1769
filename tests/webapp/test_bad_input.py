"""Invalid input in every form that posts: there is a message next to the field, and no typed text is lost."""

import io
from collections.abc import Callable, Iterator

import pytest

from graph.viewers import Viewer
from tests.company import Company
from tests.store.films import film
from tests.webapp.client import Browser
from tests.webapp.editing.test_drafts import FILLED
from tests.webapp.media.test_videos import post

Open = Callable[[Viewer], Browser]

TOO_LONG = {"title": "T" * 151, "body": "x" * 50_001, "url": "https://example.com/" + "a" * 3_000}
EMPTY = {
    "question": ("title", "body"),
    "tip": ("title", "body"),
    "link": ("url",),
    "video": ("title",),
    "cheat sheet": ("title", "body"),
}
SKILLS = ("one, two, three, four, five, six, seven", "!!!", "s" * 200)
FORMS = FILLED | {"cheat sheet": FILLED["tip"] | {"cheat_sheet": "on"}}


def address(form: str) -> str:
    return "/tips" if form == "cheat sheet" else f"/{form}s"


def mistakes() -> Iterator[tuple[str, str, str]]:
    """Yield every form with every field that can be wrong, and a wrong value for it."""
    for form, filled in FORMS.items():
        yield from ((form, field, typed) for field, typed in TOO_LONG.items() if field in filled)
        yield from ((form, field, "  ") for field in EMPTY[form])
        yield from ((form, "skills", typed) for typed in SKILLS)


@pytest.mark.parametrize(("form", "field", "typed"), list(mistakes()))
def test_a_sentence_stands_beside_the_field_and_the_rest_is_still_there(
    as_: Open, company: Company, form: str, field: str, typed: str
) -> None:
    page = as_(company.tim).send(address(form), **(FORMS[form] | {field: typed}))
    assert page.status_code == 422
    assert f'id="{field}-error"' in page.text
    assert f'href="#{field}"' in page.text
    kept = FORMS[form] | {field: typed}
    assert all(words in page.text for name, words in kept.items() if name != "cheat_sheet")
    assert "cheat_sheet" not in kept or 'value="on" checked' in page.text


ODD_ADDRESSES = (
    *("example.com", "ftp://example.com/a", "http://[::1", "http://[bad]/", "http://a:99999999/", "http:///a"),
    *("http://", "http://a b/", "https://me:secret@example.com/", "javascript:alert(1)"),
)


@pytest.mark.parametrize("form", ["link", "video"])
def test_an_odd_address_is_told_beside_its_field(as_: Open, company: Company, form: str) -> None:
    tim = as_(company.tim)
    for typed in ODD_ADDRESSES:
        page = tim.send(address(form), **(FORMS[form] | {"url": typed}))
        assert (page.status_code, 'id="url-error"' in page.text) == (422, True), typed


@pytest.mark.parametrize("typed", ["9" * 30, "-1", "\u00b2", "now"])
def test_odd_numbers_that_no_page_of_ours_sends_are_as_good_as_none(as_: Open, company: Company, typed: str) -> None:
    tim = as_(company.tim)
    assert "Why does my Kafka consumer lag?" in tim.get(f"/questions?before={typed}").text
    assert tim.get(f"/skill-map?around=kafka&hops={typed}").status_code in (200, 422)
    assert tim.send(f"/questions/{company.kafka_question}/answers", body="So.", draft_seen=typed).status_code == 200
    assert tim.get(f"/texts/{company.kafka_tip}/history?to={typed}").status_code in (200, 404)


@pytest.mark.parametrize("typed", ["", " ", "x" * 50_001])
def test_an_answer_that_cannot_be_taken_comes_back(as_: Open, company: Company, typed: str) -> None:
    page = as_(company.tim).send(f"/questions/{company.kafka_question}/answers", body=typed)
    assert (page.status_code, 'id="body-error"' in page.text, typed in page.text) == (422, True, True)


@pytest.mark.parametrize("typed", ["", "x" * 1_001])
def test_a_comment_that_cannot_be_taken_comes_back(as_: Open, company: Company, typed: str) -> None:
    page = as_(company.tim).send(f"/comments/{company.kafka_tip}", body=typed)
    assert (page.status_code, typed in page.text) == (422, True)
    assert "A comment must have between 1 and" in page.text


@pytest.mark.parametrize("form", sorted(FORMS.keys() - {"video"}))
def test_a_body_of_ten_megabytes_is_refused_with_a_way_back(as_: Open, company: Company, form: str) -> None:
    huge = FORMS[form] | {"body": "x" * 10_000_000}
    page = as_(company.tim).send(address(form), **huge)
    assert page.status_code == 413
    assert "What you typed is still there" in page.text


def test_ten_megabytes_beside_a_video_which_may_be_larger_are_told_beside_the_field(
    as_: Open, company: Company
) -> None:
    page = post(as_(company.tim), **(FORMS["video"] | {"body": "x" * 10_000_000}))
    assert page.status_code == 422
    assert 'id="body-error"' in page.text


@pytest.mark.parametrize("form", FILLED)
def test_a_draft_of_ten_megabytes_is_not_kept_and_says_so(as_: Open, company: Company, form: str) -> None:
    page = post(as_(company.tim), path=f"/drafts/{form}", **(FORMS[form] | {"body": "x" * 10_000_000}))
    assert (page.status_code, "Shorten it" in page.text) == (422, True)


@pytest.mark.parametrize("form", FORMS)
def test_a_skill_that_nobody_has_named_yet_is_taken(as_: Open, company: Company, form: str) -> None:
    page = as_(company.tim).send(address(form), **(FORMS[form] | {"skills": "Beekeeping"}))
    assert page.status_code == 200
    assert "/skills/beekeeping" in page.text


def test_a_video_file_is_not_sent_again_because_of_its_title(as_: Open, company: Company) -> None:
    ada = as_(company.ada)
    page = post(ada, film(), title="", body="My words")
    assert page.status_code == 422
    assert all(words in page.text for words in ("keys.mp4 is already uploaded", "My words"))
    upload = page.text.partition('name="upload" value="')[2][:32]
    assert ada.send("/videos", title="Keys", upload=upload).request.path.startswith("/videos/")


def test_a_film_that_never_came_to_its_end_is_told_beside_the_field(as_: Open, company: Company) -> None:
    ada = as_(company.ada)
    empty = {"csrf_token": ada.token(), "title": "Keys", "body": "My words", "file": (io.BytesIO(b""), "keys.mp4")}
    page = ada.post("/videos", data=empty, content_type="multipart/form-data")
    assert page.status_code == 422
    assert 'id="video-error"' in page.text
    assert "My words" in page.text


HUNDRED = ", ".join(f"skill {number}" for number in range(100))
ASKED_OF_SKILLS = (
    "/experts?skills=",
    "/experts/table.csv?skills=",
    "/merge-desk/preview?kept=kafka&lost=",
    "/questions/new?skills=",
    "/search?q=",
    "/search?q=skill:",
    "/skill-map?around=",
    "/skills/",
    "/skills?name=",
    "/skills/names?starts=",
)


@pytest.mark.parametrize("address", ASKED_OF_SKILLS)
def test_an_unknown_skill_or_a_hundred_in_an_address_are_no_accident(as_: Open, company: Company, address: str) -> None:
    for typed in ("nothing", "%C3%9F", "!!!", HUNDRED):
        page = as_(company.margaret).get(f"{address}{typed}")
        assert page.status_code in (200, 404, 422), typed


@pytest.mark.parametrize("typed", ["Fortran", "tls"])
def test_a_collection_of_an_unknown_skill_is_told_so(as_: Open, company: Company, typed: str) -> None:
    form = {"name": "All of it", "seen_by": "everyone", "automatic": "on", "skill": typed}
    page = as_(company.tim).send("/collections", **form)
    assert (page.status_code, f"no skill called {typed} here" in page.text) == (422, True)
    assert f'value="{typed}"' in page.text


def test_a_hundred_skills_of_ones_own_are_too_many_at_once(as_: Open, company: Company) -> None:
    page = as_(company.tim).send("/profile/skills", skills=HUNDRED, level="3")
    assert (page.status_code, "Choose at most 6 skills" in page.text, HUNDRED in page.text) == (422, True, True)
