"""What came of mentorships: the level before and after, and what learners have written and taught since they began.

It counts only what the viewer may open. Mentors read a level if the learner shares the goal with them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from graph import clock
from graph.cards import PostKind, SkillTag
from graph.ids import GoalId, MentorshipId, PostId
from graph.mentoring.goals import GoalState
from graph.rows import read_as
from graph.viewers import Viewer

# So many of what a learner wrote are linked. All are counted.
LINKED = 3


@dataclass(frozen=True, kw_only=True)
class Deed:
    """An answer or a post of a learner. `anchor` is the answer's place on the page of its question."""

    post: PostId
    post_kind: PostKind
    title: str
    anchor: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class GoalThen:
    """A goal of a learner that a mentorship served."""

    id: GoalId
    level: int
    state: GoalState
    is_shared: bool


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of a mentorship for its learner. A level is `None` if it wasn't said or isn't shared with the viewer.

    `answered` and `posted` have the newest in front. `taught` counts the mentorships that helped someone else.
    """

    level_before: int | None
    level_now: int | None
    goals: tuple[GoalThen, ...]
    answered: tuple[Deed, ...]
    posted: tuple[Deed, ...]
    taught: int

    @property
    def is_shared(self) -> bool:
        return any(goal.is_shared for goal in self.goals)

    @property
    def within_reach(self) -> tuple[GoalId, ...]:
        """The open goals whose level the learner has now."""
        return tuple(goal.id for goal in self.goals if goal.state == "open" and goal.level <= (self.level_now or 0))


@dataclass(frozen=True, kw_only=True)
class Impact:
    """What came of all mentorships of a mentor that have ended after the two met.

    `reached` counts those whose learner shared the goal and reached it, and `answered` the questions in each skill
    that the learners have answered since.
    """

    mentorships: int
    reached: int
    answered: tuple[tuple[SkillTag, int], ...]


@dataclass(frozen=True, kw_only=True)
class _Answered:
    skill: SkillTag
    question: PostId


@dataclass(frozen=True, kw_only=True)
class _Row:
    mentorship: MentorshipId
    is_reached: bool
    answered: tuple[_Answered, ...]


def of(id: MentorshipId, *, viewer: Viewer) -> Outcome | None:
    """Return what came of a mentorship that has ended. `None` while it runs, and for people who aren't part of it."""
    found = read_as(
        Outcome,
        """
        MATCH (me:Person {id: $viewer})-[:MENTORS_IN|LEARNS_IN]->(mentorship:Mentorship)
        WHERE mentorship.id = $id AND mentorship.state = 'ended'
        MATCH (mentorship)<-[:LEARNS_IN]-(learner:Person)
        WITH mentorship, learner,
             [(mentorship)-[:IN_SKILL]->(skill:Skill) | skill.slug] AS skills,
             [(mentorship)-[:SERVES]->(goal:Goal)
                 | {id: goal.id, level: goal.level, state: goal.state, is_shared: goal.shared_with <> 'nobody'}
             ] AS goals,
             [(learner)-[:SAID]->(said:MentoringFeedback)-[:OF]->(about:Mentorship)
                 WHERE about.id = $id | said.level][0] AS level
        WITH mentorship, learner, skills, goals, level,
             learner.id = $viewer OR ANY(goal IN goals WHERE goal.is_shared) AS is_seen
        RETURN CASE WHEN is_seen THEN mentorship.level_before END AS level_before,
               CASE WHEN is_seen THEN level END AS level_now,
               goals,
               COLLECT {
                   MATCH (learner)-[:GAVE]->(answer:Answer)-[:ANSWERS]->(post:Post)
                   WHERE answer.given_at >= mentorship.began_on AND {{post is open}}
                     AND NOT {{learner is the anonymous asker}}
                     AND EXISTS { MATCH (post)-[:ABOUT]->(one:Skill) WHERE one.slug IN skills }
                   RETURN {post: post.id, post_kind: post.kind, title: post.title, anchor: 'answer-' + answer.id,
                           at: answer.given_at} AS deed
               } AS answered,
               COLLECT {
                   MATCH (learner)-[:POSTED]->(post:Post)
                   WHERE post.posted_key >= mentorship.begun_key AND {{post is open}}
                     AND EXISTS { MATCH (post)-[:ABOUT]->(one:Skill) WHERE one.slug IN skills }
                   RETURN {post: post.id, post_kind: post.kind, title: post.title, anchor: '',
                           at: post.posted_at} AS deed
               } AS posted,
               COUNT {
                   MATCH (learner)-[:SHOWED]->(proof:Proof)-[:IN_SKILL]->(same:Skill)
                   WHERE proof.kind = 'mentoring' AND {{proof is counted}} AND same.slug IN skills
                     AND proof.at >= mentorship.began_on
                     AND (learner.id = $viewer OR EXISTS {
                         MATCH (learner)-[knows:KNOWS]->(known:Skill)
                         WHERE known.slug = same.slug AND {{knows is shown}}
                     })
               } AS taught
        """,
        viewer=viewer.id,
        audiences=viewer.audiences,
        id=id,
    )
    return _newest_first(found[0]) if found else None


def helped(*, viewer: Viewer) -> Impact | None:
    """Return what came of the viewer's mentorships as a mentor, for them alone. `None` if none has ended yet."""
    rows = read_as(
        _Row,
        """
        MATCH (me:Person {id: $viewer})-[:MENTORS_IN]->(mentorship:Mentorship)
        WHERE mentorship.state = 'ended' AND EXISTS {
            MATCH (mentorship)<-[:OF]-(met:MentoringSession)
            WHERE met.state IN ['agreed', 'held'] AND met.starts_at < datetime($now)
        }
        RETURN mentorship.id AS mentorship,
               size([(mentorship)-[:SERVES]->(goal:Goal)
                   WHERE goal.state = 'reached' AND goal.shared_with <> 'nobody' | goal.id]) > 0 AS is_reached,
               COLLECT {
                   MATCH (mentorship)<-[:LEARNS_IN]-(learner:Person)
                   MATCH (mentorship)-[:IN_SKILL]->(skill:Skill)
                   MATCH (learner)-[:GAVE]->(answer:Answer)-[:ANSWERS]->(post:Post)
                   WHERE answer.given_at >= mentorship.began_on AND {{post is open}}
                     AND NOT {{learner is the anonymous asker}}
                     AND EXISTS { MATCH (post)-[:ABOUT]->(one:Skill) WHERE one.slug = skill.slug }
                   RETURN {skill: {slug: skill.slug, name: skill.name}, question: post.id} AS deed
               } AS answered
        """,
        viewer=viewer.id,
        audiences=viewer.audiences,
        now=clock.now().isoformat(),
    )
    if not rows:
        return None
    return Impact(
        mentorships=len(rows), reached=sum(row.is_reached for row in rows), answered=tuple(_by_skill(rows).items())
    )


def _newest_first(outcome: Outcome) -> Outcome:
    answered, posted = (
        tuple(sorted(deeds, key=lambda deed: deed.at, reverse=True)) for deeds in (outcome.answered, outcome.posted)
    )
    return replace(outcome, answered=answered, posted=posted)


def _by_skill(rows: tuple[_Row, ...]) -> Mapping[SkillTag, int]:
    """Return how many questions were answered in each skill, most first. Each counts once."""
    questions = {one for row in rows for one in row.answered}
    skills = [one.skill for one in questions]
    return {skill: skills.count(skill) for skill in sorted(set(skills), key=lambda one: (-skills.count(one), one.name))}
