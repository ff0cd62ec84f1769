"""Decisions in the review queue that are about skills: two that may mean the same, and confirmations in a ring."""

from graph.expertise import ring_decisions
from graph.ids import SkillSlug
from graph.merging import distinctions, merges
from graph.reviewing.items import Item
from webapp.shell.session import viewer
from workers import company_events


def merge(item: Item, _words: str) -> None:
    lost, kept = _two_skills(item.id)
    company_events.skills_merged(merges.merge(lost, kept, by=viewer()))


def unmerge(id: str) -> None:
    done = merges.just_done(*_two_skills(id), by=viewer())
    merges.undo(done, by=viewer())
    company_events.skills_merged(done)


def say_different(item: Item, _words: str) -> None:
    distinctions.say(*_two_skills(item.id), by=viewer())


def propose_again(id: str) -> None:
    distinctions.take_back(*_two_skills(id), by=viewer())


def leave_ring(item: Item, _words: str) -> None:
    ring_decisions.leave(item.id, by=viewer())
    company_events.act_recorded()


def discount(item: Item, _words: str) -> None:
    company_events.confirmations_decided(ring_decisions.discount(item.id, by=viewer()))


def count_again(id: str) -> None:
    company_events.confirmations_decided(ring_decisions.count_again(id, by=viewer()))


def _two_skills(id: str) -> tuple[SkillSlug, SkillSlug]:
    lost, _space, kept = id.partition(" ")
    return SkillSlug(lost), SkillSlug(kept)
