"""Margaret writes above the posts about Kafka, and readers see it."""

from collections.abc import Callable

import pytest

from graph import viewers
from graph.curation import context_messages
from graph.viewers import Viewer
from tests.company import Company, join
from tests.graph.sensitive import samples
from tests.webapp.client import Browser

As = Callable[[Viewer], Browser]
MOVED = "Kafka moves to **version 4**; answers before May may be wrong."


@pytest.fixture
def path(as_: As, company: Company) -> str:
    """The address of a message above the posts about Kafka."""
    as_(company.margaret).send(f"/communities/{company.platform}/context-messages", skill="Kafka", text=MOVED)
    [message] = context_messages.listed(company.platform, viewer=company.margaret).messages
    return f"/context-messages/{message.id}"


def test_readers_see_it_until_it_is_ended(as_: As, company: Company, path: str) -> None:
    ada, post = as_(company.ada), f"/questions/{company.platform_question}"
    assert "moves to <strong>version 4</strong>" in ada.get(post).text
    assert "Ended." in as_(company.margaret).send(f"{path}/end").text
    assert "version 4" not in ada.get(post).text


def test_a_change_on_top_of_another_comes_back_with_both(as_: As, company: Company, path: str) -> None:
    margaret = as_(company.margaret)
    assert 'name="version" value="0"' in margaret.get(path).text
    margaret.send(path, text="Version 4.1.", version="0")
    refused = margaret.send(path, text="Version 5.", version="0")
    assert refused.status_code == 409
    assert "Version 4.1." in refused.text
    assert "Version 5." in refused.text
    assert margaret.send(path, text="Version 5.", version="1").status_code == 200


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"skill": "Cobol", "text": "Old."}, "skill"),
        ({"skill": "tls", "text": ""}, "text"),
        ({"skill": "tls", "text": "New.", "until": "soon"}, "until"),
        ({"skill": "tls", "text": samples.PEM}, "text"),
    ],
)
def test_what_cannot_be_taken_comes_back(as_: As, company: Company, typed: dict[str, str], field: str) -> None:
    page = as_(company.margaret).send(f"/communities/{company.platform}/context-messages", **typed)
    assert page.status_code == 422
    assert f'id="{field}-error"' in page.text
    assert context_messages.listed(company.platform, viewer=company.margaret).messages == ()


def test_others_neither_read_nor_change_the_list(as_: As, company: Company, path: str) -> None:
    for there in (f"/communities/{company.platform}/context-messages", "/site/context-messages", path):
        assert as_(company.ada).get(there).status_code == 403
        assert as_(company.ada).send(there, skill="tls", text="Hm.").status_code == 403
    assert as_(company.ada).send(f"{path}/end").status_code == 403


def test_admins_write_above_all_posts_of_the_site(as_: As, company: Company) -> None:
    barbara = as_(viewers.get(join("Barbara", is_admin=True)))
    assert "/site/context-messages" in barbara.get("/communities").text
    assert "/site/context-messages" not in as_(company.margaret).get("/communities").text
    barbara.send("/site/context-messages", skill="Kafka", text=MOVED)
    assert "From the coaches of the site" in as_(company.tim).get(f"/tips/{company.kafka_tip}").text
