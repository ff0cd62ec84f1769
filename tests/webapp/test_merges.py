"""The merge desk: three clicks, and back."""

from collections.abc import Callable

from graph import questions, viewers
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company, question
from tests.webapp.client import Browser


def test_two_skills_become_one_and_two_again(as_: Callable[[Viewer], Browser], company: Company) -> None:
    questions.ask(question("Which client?", "Kafkas"), by=company.tim.id)
    barbara = as_(viewers.get(stories.join("Barbara", is_admin=True)))
    assert "/merge-desk/preview?lost=kafkas&amp;kept=kafka" in barbara.get("/merge-desk").text
    assert "1 post" in barbara.get("/merge-desk/preview?lost=kafkas&kept=kafka").text
    assert "Also called Kafkas." in barbara.send("/merge-desk", lost="kafkas", kept="kafka").text
    moved = barbara.get("/skills/kafkas")
    assert (moved.status_code, moved.location) == (308, "/skills/kafka")
    undoing = barbara.get("/merge-desk").text.split("/undoing")[0].rpartition('"')[2]
    barbara.send(f"{undoing}/undoing")
    assert barbara.get("/skills/kafkas").status_code == 200


def test_what_makes_no_sense_comes_back_with_what_was_typed(as_: Callable[[Viewer], Browser], company: Company) -> None:
    barbara = as_(viewers.get(stories.join("Barbara", is_admin=True)))
    for lost in ("COBOL", "tls"):
        back = barbara.get(f"/merge-desk/preview?lost={lost}&kept=kafka")
        assert (back.status_code, f'value="{lost}"' in back.text) == (422, True)
    assert "into itself" in barbara.get("/merge-desk/preview?lost=kafka&kept=Kafka").text


def test_it_is_not_for_everybody(as_: Callable[[Viewer], Browser], company: Company) -> None:
    tim = as_(company.tim)
    assert tim.get("/merge-desk").status_code == 403
    assert tim.get("/merge-desk/preview?lost=tls&kept=kafka").status_code == 422
    assert tim.send("/merge-desk/nothing/undoing").status_code == 404
