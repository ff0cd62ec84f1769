"""What the stories of mentoring have in common: a skill that people teach, and a goal that Linus has."""

from datetime import timedelta

from graph import clock, driver
from graph.expertise import stated_levels
from graph.ids import GoalId, MentorshipId, SkillSlug
from graph.mentoring import goals, offers, replies, requests
from graph.mentoring.goals import GoalDraft
from graph.mentoring.offers import Offer
from graph.mentoring.replies import Agreement
from graph.mentorships import mentorships, notes, plans, reports, sessions
from graph.mentorships.mentorships import Agenda
from graph.viewers import Viewer

KAFKA = SkillSlug("kafka")


def teach(*people: Viewer, level: int = 4, skill: SkillSlug = KAFKA, places: int = 1) -> None:
    """Let these people say that they teach a skill, at this level, to so many at once."""
    for one in people:
        stated_levels.set_interest(skill, wants=False, teaches=True, by=one)
        stated_levels.state(skill, level, by=one)
        offers.set_terms(Offer(places=places), by=one)


def aim(learner: Viewer, *, level: int = 3, shared_with: str = "mentors", skill: SkillSlug = KAFKA) -> GoalId:
    """Let someone aim at a skill."""
    draft = GoalDraft(level=level, why="Our team runs it from spring.", shared_with=shared_with)
    return goals.aim(skill, draft, by=learner)


def pair(learner: Viewer, mentor: Viewer, *, skill: SkillSlug = KAFKA) -> MentorshipId:
    """Let someone mentor someone else. Others may still ask the mentor."""
    teach(mentor, skill=skill, places=10)
    requests.send(aim(learner, skill=skill), (mentor.id,), "I want to get better at it.", by=learner)
    return replies.accept(replies.waiting(viewer=mentor)[-1].id, Agreement(), by=mentor)


def met(learner: Viewer, mentor: Viewer) -> MentorshipId:
    """Let someone mentor someone else, and let a week pass since they met."""
    id = pair(learner, mentor)
    meet(id, learner, mentor)
    return id


def meet(id: MentorshipId, learner: Viewer, mentor: Viewer) -> None:
    """Let the two of a mentorship meet, and let a week pass since."""
    [session] = sessions.propose(id, (clock.now() + timedelta(days=1),), by=mentor)
    sessions.agree(session, by=learner)
    driver.write(
        "MATCH (session:MentoringSession {id: $id}) SET session.starts_at = datetime($at)",
        id=session,
        at=(clock.now() - timedelta(days=7)).isoformat(),
    )


def whisper(learner: Viewer, mentor: Viewer, *, asker: Viewer, words: str) -> tuple[str, ...]:
    """Let someone mentor a learner and be asked by another, with these words everywhere. Return the addresses."""
    id = pair(learner, mentor)
    mentorships.write_agenda(id, Agenda(agenda=words), version=0, by=mentor)
    notes.keep(id, words, by=mentor)
    plans.add(id, words, version=0, by=mentor)
    reports.send(id, words, by=learner)
    [session] = sessions.propose(id, (clock.now() + timedelta(days=7),), by=mentor)
    requests.send(aim(asker), (mentor.id,), words, by=asker)
    [ask] = replies.waiting(viewer=mentor)
    return f"/mentorships/{id}", f"/mentorships/sessions/{session}.ics", f"/mentoring/asks/{ask.id}"
