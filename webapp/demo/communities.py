"""The demo's communities: founded, joined and set up by their coaches."""

from datetime import datetime, timedelta

from graph import clock
from graph.asking import deadlines
from graph.asking.deadlines import Deadlines
from graph.communities import communities, memberships, post_templates
from graph.communities.communities import CommunityDraft
from graph.communities.post_templates import Templates
from graph.freshness import reviews
from webapp.demo import names
from webapp.demo.content import Community, Company

# Members come one after another, not all on the first day.
DAYS_BETWEEN = 11


def found(company: Company, *, now: datetime) -> None:
    """Found the communities that their coaches don't have yet, and let people join."""
    for one in company.communities:
        at = now - timedelta(days=one.founded)
        known = {tag.name: tag.slug for tag in communities.open_to(names.viewer(one.coach))}
        _join(one, known.get(one.name) or _found(one, at), at)


def _found(entry: Community, at: datetime) -> str:
    coach = names.person(entry.coach)
    with clock.put_back(at):
        draft = CommunityDraft(name=entry.name, purpose=entry.purpose, visibility=entry.visibility)
        slug = communities.found(draft, by=coach)
        templates = Templates(question_template=entry.question_template, tip_template=entry.tip_template)
        post_templates.write_down(templates, slug, by=coach)
        deadlines.set_days(slug, Deadlines(silence_days=entry.silence_days, ring_days=entry.ring_days), by=coach)
        if entry.review_days:
            reviews.set_interval(slug, entry.review_days, by=coach)
    return slug


def _join(entry: Community, slug: str, at: datetime) -> None:
    coach = names.person(entry.coach)
    for number, member in enumerate((*entry.coaches, *entry.members), start=1):
        with clock.put_back(at + timedelta(days=number * DAYS_BETWEEN)):
            memberships.admit(slug, names.person(member), by=coach)
    for member in entry.coaches:
        memberships.make_coach(slug, names.person(member), by=coach)
    for stranger in entry.requests:
        memberships.join(slug, by=names.person(stranger))
