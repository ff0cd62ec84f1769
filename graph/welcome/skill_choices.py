"""Skills that newcomers say they know or want to learn, and proposals from what their unit knows."""

from collections.abc import Sequence

from graph.cards import SkillTag, by_name
from graph.driver import read
from graph.errors import Invalid, refuse_if_any
from graph.expertise import stated_levels
from graph.ids import SkillSlug
from graph.rows import read_as
from graph.skills import skills
from graph.viewers import Viewer

MOST_PROPOSED = 8

# Nobody rates themselves in their first hour. The middle level is least wrong, and they can change it.
PRACTITIONER = 3


def of_unit(*, viewer: Viewer) -> tuple[SkillTag, ...]:
    """Return at most eight skills that most colleagues of the viewer's unit have, without those the viewer has said."""
    return read_as(
        SkillTag,
        """
        MATCH (me:Person {id: $viewer})-[:WORKS_IN]->(unit:Unit)<-[:WORKS_IN]-(colleague:Person)
        WHERE colleague.id <> $viewer AND {{colleague is listed}}
        WITH [(me)-[:STANDS_IN]->(own:Skill) | own.slug] AS mine, colleague
        MATCH (colleague)-[knows:KNOWS]->(skill:Skill)
        WHERE {{knows is shown}} AND {{skill is known}} AND NOT skill.slug IN mine
        WITH skill, count(DISTINCT colleague) AS people
        RETURN skill.slug AS slug, skill.name AS name
        ORDER BY people DESC, name
        LIMIT $limit
        """,
        viewer=viewer.id,
        audiences=viewer.audiences,
        limit=MOST_PROPOSED,
    )


def of_site(*, besides: Sequence[SkillTag], viewer: Viewer) -> tuple[SkillTag, ...]:
    """Return at most eight skills with most posts that the viewer may open, without these and those they have said."""
    taken = {one.slug for one in (*besides, *said(viewer=viewer))}
    found = [one for one in skills.directory(viewer=viewer) if one.slug not in taken]
    return tuple(SkillTag(slug=one.slug, name=one.name) for one in found[:MOST_PROPOSED])


def said(*, viewer: Viewer) -> tuple[SkillTag, ...]:
    """Return the skills that the viewer has said they know, want to learn or would teach, by name."""
    found = read_as(
        SkillTag,
        """
        MATCH (me:Person {id: $viewer})-[own:STANDS_IN]->(skill:Skill)
        WHERE own.self_level IS NOT NULL OR own.wants OR own.teaches
        RETURN skill.slug AS slug, skill.name AS name
        """,
        viewer=viewer.id,
    )
    return by_name(found)


def choose(*, knows: Sequence[str], wants: Sequence[str], by: Viewer) -> tuple[SkillTag, ...]:
    """Add skills that someone knows, at level 3, and skills that they want to learn, and return these, each once.

    What they have said of a skill before stays. Raises `Invalid` for `knows` and `wants`, before anything is added:
    each takes up to six skills.
    """
    refuse_if_any({"knows": _problem(knows, by=by), "wants": _problem(wants, by=by)})
    before = _stands_in(by)
    learn, know = _new(wants, before, by=by), _new(knows, before, by=by)
    added = [
        *(stated_levels.add(know, level=PRACTITIONER, wants=False, teaches=False, by=by) if know else ()),
        *(stated_levels.add(learn, level=None, wants=True, teaches=False, by=by) if learn else ()),
    ]
    return tuple(dict.fromkeys(added))


def _problem(names: Sequence[str], *, by: Viewer) -> str | None:
    try:
        skills.resolve(names, by=by.id)
    except Invalid as invalid:
        return invalid.problems["skills"]
    return None


def _new(names: Sequence[str], before: frozenset[SkillSlug], *, by: Viewer) -> list[str]:
    return [name for name in names for tag in skills.resolve([name], by=by.id) if tag.slug not in before]


def _stands_in(by: Viewer) -> frozenset[SkillSlug]:
    rows = read("MATCH (me:Person {id: $viewer})-[:STANDS_IN]->(skill:Skill) RETURN skill.slug AS slug", viewer=by.id)
    return frozenset(row["slug"] for row in rows)
