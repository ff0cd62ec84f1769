"""Forms on which people publish: words that must not circulate are refused, held or replaced, and nothing is lost."""

from collections.abc import Callable

import pytest

from graph import driver
from graph.communities import communities
from graph.posts import comments
from graph.viewers import Viewer
from graph.words import words
from graph.words.words import Action, WordDraft
from tests.company import Company, text
from tests.webapp.client import Browser

As = Callable[[Viewer], Browser]

TYPED = "Ask the f\u0430lcon."


def forbid(company: Company, action: Action, *, note: str = "", replacement: str = "") -> None:
    draft = WordDraft(text="falcon", action=action, note=note, replacement=replacement)
    words.put([draft], community=company.platform, by=company.margaret)


@pytest.fixture
def forms(company: Company) -> dict[str, dict[str, str]]:
    """Each form on which Ada publishes among platform engineers, with its other fields. Its text is `body`."""
    place = {"community": communities.show(company.platform, viewer=company.ada).id}
    remark = comments.make(company.platform_question, text("Which version?"), by=company.ada).id
    post = company.platform_question
    return {
        "/questions": {"title": "Who knows it?", **place},
        "/tips": {"title": "How to sign in", **place},
        "/links": {"title": "A shop", "url": "https://example.com/shop", **place},
        "/videos": {"title": "A shop", "url": "https://vimeo.com/76979871", **place},
        f"/questions/{post}/answers": {},
        f"/comments/{post}": {},
        f"/comments/{remark}/edit": {"version": "1"},
        f"/texts/{post}": {"version": "1", "title": "Kafka", "skills": "kafka", "summary": "More"},
    }


def published() -> str:
    rows = driver.read("MATCH (text:Post|Answer|Comment|SuggestedEdit) RETURN coalesce(text.body, '') AS body")
    return "\n".join(row["body"] for row in rows)


def test_a_blocked_word_is_named_beside_the_field_and_nothing_typed_is_lost(
    as_: As, company: Company, forms: dict[str, dict[str, str]]
) -> None:
    forbid(company, "block", note="Call it F.")
    for address, fields in forms.items():
        page = as_(company.ada).send(address, body=TYPED, **fields)
        assert (page.status_code, address) == (422, address)
        assert "“f\u0430lcon” can&#39;t be used here. Call it F." in page.text
        assert page.text.count(TYPED) >= 1
    assert TYPED not in published()


def test_titles_are_looked_at_too(as_: As, company: Company, forms: dict[str, dict[str, str]]) -> None:
    forbid(company, "block")
    page = as_(company.ada).send("/tips", **forms["/tips"] | {"title": "Falcon", "body": "Look."})
    assert (page.status_code, "“Falcon” can&#39;t be used here." in page.text) == (422, True)


def test_a_held_word_makes_posts_wait_and_is_refused_where_nothing_can_wait(
    as_: As, company: Company, forms: dict[str, dict[str, str]]
) -> None:
    forbid(company, "hold")
    said = [as_(company.ada).send(address, body=TYPED, **fields).text for address, fields in forms.items()]
    assert ["look at before others see them" in page for page in said] == [True] * 5 + [False] * 3
    assert ["looks at texts with “f\u0430lcon” first" in page for page in said] == [False] * 5 + [True] * 3
    assert TYPED not in published()


def test_a_coach_waits_like_everyone(as_: As, company: Company, forms: dict[str, dict[str, str]]) -> None:
    forbid(company, "hold")
    page = as_(company.margaret).send("/tips", body=TYPED, **forms["/tips"])
    assert "look at before others see them" in page.text


def test_a_word_is_replaced_and_its_writer_told(as_: As, company: Company, forms: dict[str, dict[str, str]]) -> None:
    forbid(company, "replace", replacement="project F")
    for address, fields in forms.items():
        page = as_(company.ada).send(address, body=TYPED, **fields)
        assert ("“f\u0430lcon” was replaced by “project F”." in page.text, address) == (True, address)
    assert published().count("Ask the project F.") == len(forms)


def test_what_was_there_before_the_list_may_stay(as_: As, company: Company) -> None:
    as_(company.ada).send(f"/comments/{company.platform_question}", body=TYPED)
    forbid(company, "block")
    [row] = driver.read("MATCH (comment:Comment) RETURN comment.id AS id")
    page = as_(company.ada).send(f"/comments/{row['id']}/edit", body=f"{TYPED} Please.", version="1")
    assert (page.status_code, f"{TYPED} Please." in published()) == (200, True)


def test_words_of_a_community_hold_only_there(as_: As, company: Company) -> None:
    forbid(company, "block")
    place = communities.show(company.platform, viewer=company.ada).id
    as_(company.ada).send("/tips", title="A falcon", body=TYPED)
    as_(company.tim).send("/tips", title="A falcon", body=TYPED, community=place)
    as_(company.ada).send(f"/comments/{company.platform_question}", body=TYPED, community="elsewhere")
    assert published().count(TYPED) == 1


def test_a_suggested_edit_is_looked_at_where_it_would_be(as_: As, company: Company) -> None:
    forbid(company, "block")
    fields = {"version": "1", "title": "Kafka", "skills": "kafka", "summary": "falcon", "body": "Look."}
    page = as_(company.linus).send(f"/texts/{company.platform_question}", **fields)
    assert (page.status_code, "“falcon” can&#39;t be used here." in page.text) == (422, True)
