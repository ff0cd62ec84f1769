"""Adding and describing skills on the page."""

from collections.abc import Callable

from graph import viewers
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company
from tests.webapp.client import Browser

STREAMS = {"name": "Kafka Streams", "summary": "Tables.", "aliases": "KStreams", "broader": "kafka", "related": ""}


def admin(as_: Callable[[Viewer], Browser]) -> Browser:
    return as_(viewers.get(stories.join("Barbara", is_admin=True)))


def test_an_admin_adds_a_skill_and_describes_it(as_: Callable[[Viewer], Browser], company: Company) -> None:
    barbara = admin(as_)
    assert "/new-skill" in barbara.get("/skills").text
    shown = barbara.send("/new-skill", **STREAMS)
    assert (shown.request.path, "Also called KStreams." in shown.text) == ("/skills/kafka-streams", True)
    form = barbara.get("/skills/kafka-streams/description").text
    assert 'value="KStreams"' in form
    again = barbara.send("/skills/kafka-streams/description", **STREAMS | {"summary": "Streams and tables."})
    assert "Streams and tables." in again.text


def test_what_cannot_be_taken_comes_back_with_everything_typed(
    as_: Callable[[Viewer], Browser], company: Company
) -> None:
    barbara = admin(as_)
    back = barbara.send("/new-skill", **STREAMS | {"related": "COBOL"})
    assert (back.status_code, "no skill called COBOL yet" in back.text, "KStreams" in back.text) == (422, True, True)
    taken = barbara.send("/new-skill", **STREAMS | {"name": "Kafka"})
    assert (taken.status_code, "Kafka is already a skill." in taken.text) == (409, True)
    barbara.send("/new-skill", **STREAMS)
    cycle = barbara.send("/skills/kafka/description", name="Kafka", broader="Kafka Streams")
    assert "Kafka Streams is already below Kafka." in cycle.text


def test_others_are_told_why_not(as_: Callable[[Viewer], Browser], company: Company) -> None:
    tim = as_(company.tim)
    assert "/new-skill" not in tim.get("/skills").text
    assert tim.get("/new-skill").status_code == 403
    assert tim.get("/skills/kafka/description").status_code == 403
    assert tim.send("/skills/kafka/description", **STREAMS).status_code == 403
    assert tim.get("/skills/tls/description").status_code == 404


def test_another_name_of_a_skill_is_an_address_too(as_: Callable[[Viewer], Browser], company: Company) -> None:
    admin(as_).send("/new-skill", **STREAMS)
    moved = as_(company.tim).get("/skills/kstreams")
    assert (moved.status_code, moved.location) == (308, "/skills/kafka-streams")
