"""A round of the platform engineers, which Margaret coaches, and how people join it."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from graph import clock, viewers
from graph.communities import memberships
from graph.expertise import stated_levels
from graph.ids import GoalId, MentoringRoundId, PersonId, SkillSlug
from graph.mentoring import goals
from graph.mentoring.goals import GoalDraft
from graph.rounds import members, pools, proposals, publishing, rounds
from graph.rounds.members import PartDraft
from graph.rounds.proposals import Lacking, Preview, Proposal, Taught
from graph.rounds.rounds import RoundDraft, Terms, Window
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company

NOBODY: Mapping[PersonId, Lacking] = {}


def window(*, opens_in: int = 0, days: int = 7) -> Window:
    """Return a window that opens in so many days from today, and is open for so many more."""
    opens_on = clock.now().date() + timedelta(days=opens_in)
    return Window(opens_on=opens_on, closes_on=opens_on + timedelta(days=days))


def begin(company: Company, *, name: str = "Spring", opens_in: int = 0, **terms: object) -> MentoringRoundId:
    """Let Margaret start a round among the platform engineers."""
    draft = RoundDraft(name=name, window=window(opens_in=opens_in), terms=Terms(**terms))
    return rounds.begin(draft, company.platform, by=company.margaret)


def learn(id: MentoringRoundId, who: Viewer, *skills: str, level: int = 4) -> tuple[GoalId, ...]:
    """Let someone set goals in these skills, and join a round with them."""
    aims = tuple(goals.aim(skill, GoalDraft(level=level), by=who) for skill in skills)
    members.join(id, PartDraft(learns=True, goals=aims), by=who)
    return aims


def teach(id: MentoringRoundId, who: Viewer, *skills: str, level: int = 4, places: int = 1) -> None:
    """Let someone state that they teach these skills, and join a round as a mentor."""
    stated_levels.add(skills, level=level, wants=False, teaches=True, by=who)
    members.join(id, PartDraft(teaches=True, places=places), by=who)


def newcomer(company: Company, name: str) -> Viewer:
    """Let someone join the company and the platform engineers."""
    id = stories.join(name)
    memberships.admit(company.platform, id, by=company.margaret.id)
    return viewers.get(id)


def propose(id: MentoringRoundId, *pairs: tuple[Viewer, Viewer], alone: Mapping[PersonId, Lacking] = NOBODY) -> None:
    """Store a preview with these pairs of learner and mentor, and with people who have no mentor."""
    found = [_pair(learner, mentor) for learner, mentor in pairs]
    found += [Proposal(learner=person, mentor=None, lacking=lacking) for person, lacking in alone.items()]
    store(id, found)


def store(id: MentoringRoundId, found: Sequence[Proposal], circles: Sequence[tuple[PersonId, ...]] = ()) -> None:
    """Store a preview of the round as it is now."""
    pool = pools.find(id)
    assert pool
    preview = Preview(
        proposals=found,
        exchanges=circles,
        pool_key=pool.key,
        wanted_key=pool.wanted_key,
        learners=len(found),
        mentors=1,
    )
    proposals.store(id, preview)


def publish(company: Company, id: MentoringRoundId, *pairs: tuple[Viewer, Viewer]) -> None:
    """Let Margaret close a round, see a preview with these pairs, and publish it."""
    rounds.close(id, by=company.margaret)
    propose(id, *pairs)
    publishing.publish(id, by=company.margaret)


def _pair(learner: Viewer, mentor: Viewer) -> Proposal:
    covered = (Taught(slug=SkillSlug("kafka"), levels=3),)
    return Proposal(learner=learner.id, mentor=mentor.id, fit=0.7, hours_apart=1.0, level=4, skills=covered)
