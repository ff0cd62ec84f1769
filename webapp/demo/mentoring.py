"""What the demo's people want to learn, whom they asked to mentor them, and what came of it."""

from contextlib import suppress
from datetime import datetime, timedelta

from graph import clock
from graph.circles import agendas, circles, members
from graph.circles.circles import CircleDraft
from graph.errors import Conflict, NotFound
from graph.ids import GoalId, MentorshipId
from graph.mentoring import goals, offers, replies, requests, taught
from graph.mentoring.goals import GoalDraft
from graph.mentoring.offers import Offer
from graph.mentoring.replies import Agreement
from graph.mentorships import feedback, mentorships, sessions
from graph.mentorships.feedback import Feedback
from graph.mentorships.mentorships import Agenda
from graph.viewers import Viewer
from webapp.demo import names
from webapp.demo.content import Company
from webapp.demo.events import Circle, Mentoring

PLACES = 3
HOUR = timedelta(hours=1)
# From the opening of a circle to its first meeting.
DAYS_AHEAD = timedelta(days=5)


def pair(company: Company, *, now: datetime) -> None:
    """Let people set goals and ask for mentors, who agree, meet them and look back. What is there already stays."""
    for one in company.mentorings:
        learner, mentor = names.viewer(one.by), names.viewer(one.asked[0])
        with clock.put_back(now - timedelta(days=one.days)):
            offers.set_terms(Offer(places=PLACES), by=mentor)
            _ask(one, _goal(one, learner), learner)
        if one.agreed is not None:
            with clock.put_back(now - timedelta(days=one.agreed)):
                _agree(one, mentor, learner)
        if one.ended is not None:
            with clock.put_back(now - timedelta(days=one.ended)):
                _look_back(one, learner)


def gather(company: Company, *, now: datetime) -> None:
    """Let people open circles, which others join. What is there already stays."""
    for one in company.circles:
        owner = names.viewer(one.by)
        with clock.put_back(now - timedelta(days=one.days)):
            there = [mine.id for mine in circles.mine(viewer=owner) if mine.title == one.title]
            id = there[0] if there else circles.open_for(names.skill(one.skill), _draft(one), by=owner)
            for member in one.joined:
                members.join(id, by=names.viewer(member))
            if one.agenda and not there:
                agendas.write(id, Agenda(agenda=one.agenda), version=0, by=owner)


def _draft(entry: Circle) -> CircleDraft:
    return CircleDraft(
        form=entry.form,
        title=entry.title,
        purpose=entry.purpose,
        places=entry.places,
        first=clock.now().replace(minute=0, second=0, microsecond=0) + DAYS_AHEAD,
        weeks=entry.weeks,
        every=entry.every,
    )


def _goal(entry: Mentoring, learner: Viewer) -> GoalId:
    skill = names.skill(entry.skill)
    there = [one.id for one in goals.mine(viewer=learner) if one.skill.slug == skill]
    draft = GoalDraft(level=entry.level, why=entry.why, shared_with="mentors")
    return there[0] if there else goals.aim(skill, draft, by=learner)


def _ask(entry: Mentoring, goal: GoalId, learner: Viewer) -> None:
    # If this step was interrupted, they have been asked already, or have reached the goal.
    with suppress(Conflict, NotFound):
        requests.send(goal, [names.person(one) for one in entry.asked], entry.why, by=learner)


def _agree(entry: Mentoring, mentor: Viewer, learner: Viewer) -> None:
    for one in replies.waiting(viewer=mentor):
        if one.learner.id == learner.id:
            begun = replies.accept(one.id, Agreement(), by=mentor)
            if entry.agenda:
                mentorships.write_agenda(begun, Agenda(agenda=entry.agenda), version=0, by=learner)
            _meet(entry, begun, mentor, learner)


def _meet(entry: Mentoring, id: MentorshipId, mentor: Viewer, learner: Viewer) -> None:
    begun = clock.now()
    for days in entry.sessions:
        [one] = sessions.propose(id, (begun.replace(minute=0) + timedelta(days=days) + HOUR,), by=mentor)
        sessions.agree(one, by=learner)


def _look_back(entry: Mentoring, learner: Viewer) -> None:
    for one in mentorships.mine(viewer=learner):
        mentorships.end(one.id, by=learner)
        feedback.give(one.id, Feedback(helped=entry.helped), by=learner)
        taught.count(one.id)
        if one.goal:
            goals.end(one.goal, "reached", by=learner)
