"""Margaret redacts a password on the page, and it is gone from the index and the queue too."""

import base64
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from redis import Redis

from graph import driver
from graph.ids import QuestionId
from graph.viewers import Viewer
from search import index
from search.engines import folders
from tests.company import Company
from tests.engines import valkey
from tests.graph.redaction import blotting
from tests.webapp.client import Browser
from workers.finding import indexing, purging
from workers.notifications import notifications

As = Callable[[Viewer], Browser]

FORM = {"passage": "swordfish\r\n“7”", "reason": "secret", "words": "Change it."}


@pytest.fixture
def question(company: Company) -> QuestionId:
    return blotting.ask(company)


def test_a_preview_says_where_it_stands_and_then_it_is_gone(as_: As, company: Company, question: QuestionId) -> None:
    blotting.spread(question, company)
    margaret = as_(company.margaret)
    assert "Redact a passage instead" in margaret.get(f"/texts/{question}/withdrawal").text
    assert "swordfish" in margaret.get(f"/texts/{question}/redaction").text
    page = margaret.send(f"/texts/{question}/redaction/preview", **FORM).text
    for words in ("It stands in 15 places", "4 texts on the page", "4 versions in histories", "1 answer that waits"):
        assert words in page
    page = margaret.send(f"/texts/{question}/redaction", **FORM).text
    assert "removed for good" in page
    assert page.count("The password is [passage removed], they say") == 6
    assert "“7”" not in page


def test_the_second_time_it_says_so(as_: As, company: Company, question: QuestionId) -> None:
    margaret = as_(company.margaret)
    margaret.send(f"/texts/{question}/redaction", **FORM)
    for address in ("redaction", "redaction/preview"):
        page = margaret.send(f"/texts/{question}/{address}", **FORM)
        assert (page.status_code, "not any more" in page.text) == (422, True)


def test_what_is_missing_comes_back_beside_its_field(as_: As, company: Company, question: QuestionId) -> None:
    margaret = as_(company.margaret)
    for wrong in ({"passage": "7"}, {"reason": ""}, {"words": FORM["passage"]}):
        page = margaret.send(f"/texts/{question}/redaction/preview", **{**FORM, **wrong})
        assert (page.status_code, f'id="{next(iter(wrong))}-error"' in page.text) == (422, True)


def test_people_who_do_not_coach_there_are_refused(as_: As, company: Company, question: QuestionId) -> None:
    for other, code in ((company.linus, 403), (company.ada, 403), (company.tim, 404)):
        assert as_(other).get(f"/texts/{question}/redaction").status_code == code
        assert as_(other).send(f"/texts/{question}/redaction", **FORM).status_code == code
        assert as_(other).send(f"/texts/{question}/redaction/preview", **FORM).status_code == code


def test_its_author_reads_why(as_: As, company: Company, question: QuestionId) -> None:
    as_(company.margaret).send(f"/texts/{question}/redaction", **FORM)
    [row] = driver.read("MATCH (notice:Takedown) RETURN notice.id AS id")
    notifications.note_takedown(row["id"])
    assert "A coach removed a passage of your post" in as_(company.linus).get("/inbox").text
    page = as_(company.linus).get(f"/takedowns/{row['id']}").text
    assert "It held a secret, such as a password or a key. Change it." in page
    assert "Ask another coach" not in page


@pytest.mark.usefixtures("data_folder")
def test_no_file_of_the_index_and_no_message_has_it(
    as_: As, company: Company, question: QuestionId, running_queue: valkey.Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    blotting.spread(question, company)
    indexing.index_question(question)
    indexing.rebuild(lambda _things: None)
    blotted = index.settings().folder
    assert standing_in(blotted, b"swordfish")
    as_(company.margaret).send(f"/texts/{question}/redaction", **{**FORM, "passage": "swordfish"})
    indexing.index_thread(question)
    monkeypatch.setattr(folders, "READ_SECONDS", -1)
    purging.sweep()
    assert standing_in(blotted, b"swordfish") == []
    waiting = messages(running_queue)
    assert any(question in one for one in waiting)
    assert not [one for one in waiting if "swordfish" in one]


def standing_in(folder: Path, words: bytes) -> list[str]:
    """Return the files below a folder that have these words, as they are or compressed with the words whole."""
    return sorted(str(one) for one in folder.rglob("*") if one.is_file() and words in one.read_bytes())


def messages(queue: valkey.Running) -> list[str]:
    """Return everything that waits in the queue."""
    with Redis.from_url(queue.url.replace("redis+socket://", "unix://"), decode_responses=True) as store:
        lists = [name for name in store.scan_iter() if store.type(name) == "list"]
        waiting = [json.loads(one) for name in lists for one in store.lrange(name, 0, -1)]
    return [json.dumps(one) + base64.b64decode(one["body"]).decode() for one in waiting]
