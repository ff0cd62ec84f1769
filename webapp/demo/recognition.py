"""How the demo's people thank each other, and whom coaches named as experts."""

from datetime import datetime, timedelta

from graph import clock
from graph.expertise import named_experts, thanks
from graph.ids import AnswerId, PostId
from webapp.demo import names
from webapp.demo.content import Company, Question
from webapp.demo.events import Thanks


def name(company: Company, *, now: datetime) -> None:
    """Let coaches name experts. Most of those agreed."""
    for one in company.experts:
        skill = names.skill(one.skill)
        with clock.put_back(now - timedelta(days=one.days)):
            named_experts.name(names.person(one.of), skill, by=names.viewer(one.by))
            if one.agrees:
                named_experts.agree(skill, by=names.person(one.of))


def thank(company: Company, *, now: datetime) -> None:
    """Let people thank each other, and some of them show it on their page."""
    for person in company.people if thanks.is_on() else ():
        if person.shows_thanks:
            thanks.show_to("everyone", by=names.person(person.first_name))
    for one in company.thanks if thanks.is_on() else ():
        with clock.put_back(now - timedelta(days=one.days)):
            thanks.give(names.person(one.of), one.words, on=_text(one), by=names.viewer(one.by))


def _text(entry: Thanks) -> PostId | AnswerId | None:
    post = names.entry(entry.on) if entry.on else None
    if isinstance(post, Question) and entry.answer:
        return names.answer(post, entry.answer)
    return names.post_id(post) if post else None
