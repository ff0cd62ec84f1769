"""What the stories of circles have in common: a circle about Kafka, with the people who have joined it."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from graph import clock, driver, viewers
from graph.circles import agendas, circles, meetings, members
from graph.circles.circles import CircleDraft
from graph.ids import CircleId, SkillSlug
from graph.mentorships.mentorships import Agenda
from graph.viewers import Viewer
from tests import company as stories
from tests.graph.mentoring.learning import KAFKA, teach


def draft(form: str = "mentored", **said: object) -> CircleDraft:
    """Return a circle that meets weekly for four weeks, the first time in a week."""
    first = (clock.now() + timedelta(days=7)).replace(microsecond=0)
    return replace(CircleDraft(form=form, title="Kafka on Tuesdays", first=first, weeks=4), **said)


def gather(
    owner: Viewer, *joining: Viewer, form: str = "mentored", skill: SkillSlug = KAFKA, **said: object
) -> CircleId:
    """Let someone open a circle, and let these people join it in this order."""
    if form == "mentored":
        teach(owner, skill=skill)
    id = circles.open_for(skill, draft(form, **said), by=owner)
    for number, one in enumerate(joining):
        members.join(id, by=one)
        # Two who join within one microsecond have no order.
        driver.write(
            """
            MATCH (:Person {id: $one})-[part:TAKES_PART_IN]->(:Circle {id: $id})
            SET part.since_key = part.since_key + $n
            """,
            one=one.id,
            id=id,
            n=number + 1,
        )
    return id


def whisper(owner: Viewer, member: Viewer, *, words: str) -> tuple[str, ...]:
    """Let two people be in a learning group, with these words where only they read them. Return the addresses."""
    id = gather(owner, member, form="peer", link=f"https://meet.example.com/{words}")
    agendas.write(id, Agenda(agenda=words, link=f"https://meet.example.com/{words}"), version=0, by=member)
    meeting = meetings.of(id, viewer=owner)[0].id
    return f"/circles/{id}", f"/circles/meetings/{meeting}.ics"


def learners(number: int) -> list[Viewer]:
    """Let so many people join the company."""
    return [viewers.get(stories.join(f"Learner{one}")) for one in range(number)]


def names(id: CircleId, viewer: Viewer) -> list[str]:
    """Return who is in a circle, as a viewer sees it, the owner first."""
    return [one.person.name for one in members.of(id, viewer=viewer)]


def met(id: CircleId) -> None:
    """Let the first meeting of a circle be a week ago."""
    driver.write(
        """
        MATCH (meeting:CircleMeeting)-[:OF]->(:Circle {id: $id})
        WITH meeting ORDER BY meeting.starts_at LIMIT 1
        SET meeting.starts_at = datetime($at)
        """,
        id=id,
        at=(clock.now() - timedelta(days=7)).isoformat(),
    )


def at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(clock, "now", lambda: moment)
