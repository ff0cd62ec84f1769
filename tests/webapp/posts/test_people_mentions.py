"""Naming people and skills in a text, and notifying those people."""

from collections.abc import Callable

from graph.viewers import Viewer
from tests.company import Company
from tests.webapp.client import Browser
from workers.notifications import notifications as worker

Open = Callable[[Viewer], Browser]


def test_people_and_skills_are_proposed_with_the_links_that_name_them(as_: Open, company: Company) -> None:
    tim = as_(company.tim)
    assert [one["says"] for one in tim.get("/mentions/people?starts=Ad").json] == [f"[@Ada](/people/{company.ada.id})"]
    assert [one["says"] for one in tim.get("/mentions/skills?starts=kaf").json] == ["[#kafka](/skills/kafka)"]


def test_a_skill_of_a_closed_community_is_not_proposed(as_: Open, company: Company) -> None:
    assert as_(company.tim).get("/mentions/skills?starts=tls").json == []
    assert as_(company.ada).get("/mentions/skills?starts=tls").json


def test_who_is_named_is_counted_told_and_led_there(as_: Open, company: Company) -> None:
    named = f"Ask [@Tim](/people/{company.tim.id})."
    as_(company.ada).send("/tips", title="Look at the lag", body=named)
    worker.sweep()
    tim = as_(company.tim)
    assert "1 unread" in tim.get("/").text
    inbox = tim.get("/inbox").text
    assert all(words in inbox for words in ("Ada mentioned you in", "Look at the lag", "Mark all as read"))
    tim.send("/inbox/read")
    assert "1 unread" not in tim.get("/").text


def test_a_name_in_a_closed_community_tells_nobody_outside(as_: Open, company: Company) -> None:
    community = next(one for one in company.ada.audiences if one != "everyone")
    named = f"[@Tim](/people/{company.tim.id})"
    as_(company.ada).send("/tips", title="The vault", body=named, community=community)
    worker.sweep()
    assert "The vault" not in as_(company.tim).get("/inbox").text
