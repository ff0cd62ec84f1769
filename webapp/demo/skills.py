"""The demo's skills: what they mean, and how they hang together."""

from datetime import datetime, timedelta

from graph import clock
from graph.imports import skills
from graph.imports.skills import ImportedSkill, Relation
from graph.skills import vocabulary
from graph.skills.vocabulary import SkillDraft
from webapp.demo import names
from webapp.demo.content import Company

NAMED_BEFORE = timedelta(days=400)


def add(company: Company, *, now: datetime) -> None:
    """Add the skills and relate them. Twice changes nothing."""
    skills.add(
        [ImportedSkill(slug=names.skill(one.name), name=one.name, summary=one.summary) for one in company.skills],
        at=now,
    )
    skills.relate(
        [
            Relation(one=names.skill(one.name), other=names.skill(name), weight=1.0)
            for one in company.skills
            for name in one.related
        ]
    )
    skills.lay_below([(names.skill(one.name), names.skill(name)) for one in company.skills for name in one.broader])


def name(company: Company, *, now: datetime) -> None:
    """Give skills their other names, as the admin does. Call it when everyone may know of the skills."""
    with clock.put_back(now - NAMED_BEFORE):
        _name(company)


def _name(company: Company) -> None:
    admin = next(names.viewer(one.first_name) for one in company.people if one.is_admin)
    for one in company.skills:
        if one.aliases:
            known = vocabulary.description(names.skill(one.name), viewer=admin)
            draft = SkillDraft(
                name=known.name,
                summary=known.summary,
                aliases=one.aliases,
                broader=known.broader,
                related=known.related,
            )
            vocabulary.describe(known.slug, draft, by=admin)
