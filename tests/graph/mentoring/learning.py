"""What the stories of mentoring have in common: a skill that people teach, and a goal that Linus has."""

from graph.expertise import stated_levels
from graph.ids import GoalId, MentorshipId, SkillSlug
from graph.mentoring import goals, replies, requests
from graph.mentoring.goals import GoalDraft
from graph.mentoring.replies import Agreement
from graph.viewers import Viewer

KAFKA = SkillSlug("kafka")


def teach(*people: Viewer, level: int = 4) -> None:
    """Let these people say that they teach Kafka, at this level."""
    for one in people:
        stated_levels.set_interest(KAFKA, wants=False, teaches=True, by=one)
        stated_levels.state(KAFKA, level, by=one)


def aim(learner: Viewer, *, level: int = 3, shared_with: str = "mentors") -> GoalId:
    """Let someone aim at Kafka."""
    draft = GoalDraft(level=level, why="Our team runs it from spring.", shared_with=shared_with)
    return goals.aim("Kafka", draft, by=learner)


def pair(learner: Viewer, mentor: Viewer) -> MentorshipId:
    """Let someone mentor someone else in Kafka."""
    teach(mentor)
    requests.send(aim(learner), (mentor.id,), "I want to get better at it.", by=learner)
    return replies.accept(replies.waiting(viewer=mentor)[-1].id, Agreement(), by=mentor)
