"""Makes previews of mentoring rounds, and closes the rounds whose last day is over."""

from collections.abc import Mapping
from typing import cast

from graph.expertise.stated_levels import NOVICE
from graph.ids import MentoringRoundId, PersonId
from graph.mentoring import fit
from graph.mentoring.fit import Learner, Mentor
from graph.pairing import mentors
from graph.rounds import phases, pools, proposals
from graph.rounds.pools import Pool
from graph.rounds.proposals import Lacking, Preview, Proposal, Taught
from workers import logs, records
from workers.app import task
from workers.mentoring import rounds
from workers.mentoring.rounds import Outcome, Plan
from workers.notifications import notifications

log = logs.named(__name__)


@task
def make(id: MentoringRoundId) -> None:
    """Pair everyone in a round, and store what it would give. Does nothing once the pairs are published."""
    pool = pools.find(id)
    if pool is None:
        return
    locked = {one.learner: one.mentor for one in pool.locks}
    plan = Plan(way=pool.way, rules=pool.rules, weights=mentors.weights(), locked=locked)
    found = rounds.outcome(pool.learners, pool.mentors, plan)
    preview = Preview(
        proposals=_proposals(pool, found),
        exchanges=[one.people for one in found.exchanges],
        pool_key=pool.key,
        wanted_key=pool.wanted_key,
        learners=len(pool.learners) + len(pool.without_goals),
        mentors=len(pool.mentors),
    )
    proposals.store(id, preview)


@task
def sweep() -> None:
    """Open, announce and close rounds by date, and make the previews whose messages were lost."""
    noted = phases.note()
    records.each("mentoring rounds", noted, notifications.note_round, kind=MentoringRoundId)
    records.each("previews of mentoring rounds", proposals.wanted(), make, kind=MentoringRoundId)
    logs.swept(log, noted=len(noted))


def _proposals(pool: Pool, found: Outcome) -> list[Proposal]:
    learners, teachers = {one.id: one for one in pool.learners}, {one.id: one for one in pool.mentors}
    pairs = [_proposal(learners[one.learner], teachers[one.mentor], None) for one in found.pairs]
    alone = [_alone(learners[one.learner], one.mentor, one.obstacle, teachers) for one in found.unpaired]
    return [*pairs, *alone, *(Proposal(learner=one, mentor=None, lacking="goals") for one in pool.without_goals)]


def _alone(learner: Learner, mentor: PersonId | None, obstacle: str, teachers: Mapping[PersonId, Mentor]) -> Proposal:
    # Other obstacles are never the smallest change.
    lacking = cast(Lacking, obstacle)
    if mentor is None:
        return Proposal(learner=learner.id, mentor=None, lacking=lacking)
    return _proposal(learner, teachers[mentor], lacking)


def _proposal(learner: Learner, mentor: Mentor, lacking: Lacking | None) -> Proposal:
    ahead = [one for one in zip(learner.gaps, fit.levels_ahead(learner, mentor), strict=True) if one[1]]
    return Proposal(
        learner=learner.id,
        mentor=mentor.id,
        lacking=lacking,
        fit=fit.fit(learner, mentor, weights=mentors.weights()).total,
        hours_apart=fit.hours_apart(learner, mentor),
        other_unit=learner.unit != mentor.unit,
        level=max((gap.wanted for gap, _ in ahead), default=NOVICE),
        skills=tuple(Taught(slug=gap.skill, levels=levels) for gap, levels in ahead),
    )
