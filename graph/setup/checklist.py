"""What is still to do on a new site. What is done is counted on the site itself; only decisions are stored."""

from dataclasses import dataclass
from typing import Literal

from graph import clock
from graph.driver import only, write
from graph.errors import Forbidden
from graph.ids import PersonId
from graph.rows import read_as
from graph.viewers import Viewer

Item = Literal["identity", "communities", "people", "skills", "mail", "backup", "questions"]

# How many an item asks for. Nothing is counted further, so that the list costs the same on a large site.
COMMUNITIES = 2
PEOPLE = 6
SKILLS = 20
QUESTIONS = 10

ADMINS_ONLY = "Only admins can see what is still to do on this site."


@dataclass(frozen=True, kw_only=True)
class Counted:
    """What is there. `unneeded` are the items that admins decided against; `is_hidden` is for this viewer only.

    People are those who can sign in, and invitations those that can still be used.
    """

    name: str
    has_logo: bool
    communities: int
    people: int
    invitations: int
    skills: int
    has_taxonomy: bool
    questions: int
    unneeded: tuple[str, ...]
    is_hidden: bool


def counted(*, viewer: Viewer) -> Counted:
    """Count what is there that this admin may know of, up to what the list asks for. Raises `Forbidden`."""
    found = read_as(
        Counted,
        """
        MATCH (me:Person {id: $viewer})
        WHERE {{me is an active admin}}
        OPTIONAL MATCH (site:Site {key: 'site'})
        OPTIONAL MATCH (community:Community)
        WHERE {{community is listed or joined}}
        WITH me, site, community
        LIMIT $communities
        WITH me, site, count(community) AS communities
        OPTIONAL MATCH (person:Person)
        WHERE person.state = 'active' AND person.password_hash IS NOT NULL
        WITH me, site, communities, person
        LIMIT $people
        WITH me, site, communities, count(person) AS people
        OPTIONAL MATCH (invitation:Invitation)
        WHERE invitation.made_key > 0 AND invitation.expires_at > datetime($now)
        WITH me, site, communities, people, invitation
        LIMIT $people
        WITH me, site, communities, people, count(invitation) AS invitations
        OPTIONAL MATCH (skill:Skill)
        WHERE {{skill is known}}
        WITH me, site, communities, people, invitations, skill
        LIMIT $skills
        WITH me, site, communities, people, invitations, count(skill) AS skills
        OPTIONAL MATCH (question:Question)
        WHERE {{question is open}}
        WITH me, site, communities, people, invitations, skills, question
        LIMIT $questions
        WITH me, site, communities, people, invitations, skills, count(question) AS questions
        OPTIONAL MATCH (taxonomy:Taxonomy)
        WITH me, site, communities, people, invitations, skills, questions, count(taxonomy) AS taxonomies
        RETURN coalesce(site.name, '') AS name, site.logo IS NOT NULL AS has_logo,
               communities, people, invitations, skills, questions, taxonomies > 0 AS has_taxonomy,
               coalesce(site.unneeded, []) AS unneeded, coalesce(me.hides_checklist, false) AS is_hidden
        """,
        viewer=viewer.id,
        audiences=viewer.audiences,
        now=clock.now().isoformat(),
        communities=COMMUNITIES,
        people=PEOPLE,
        skills=SKILLS,
        questions=QUESTIONS,
    )
    return only(found, otherwise=Forbidden(ADMINS_ONLY))


def decide(item: Item, *, is_needed: bool, by: PersonId) -> None:
    """Note that the site doesn't need an item, or that it does after all. Raises `Forbidden` for all but admins."""
    rows = write(
        """
        MATCH (admin:Person {id: $by})
        WHERE {{admin is an active admin}}
        MERGE (site:Site {key: 'site'})
        SET site.unneeded = [one IN coalesce(site.unneeded, []) WHERE one <> $item]
            + CASE WHEN $is_needed THEN [] ELSE [$item] END
        RETURN site.key AS key
        """,
        item=item,
        is_needed=is_needed,
        by=by,
    )
    only(rows, otherwise=Forbidden(ADMINS_ONLY))


def hide(*, is_hidden: bool, by: PersonId) -> None:
    """Hide the list from this admin's own home page, or show it again. Raises `Forbidden` for all but admins."""
    rows = write(
        """
        MATCH (admin:Person {id: $by})
        WHERE {{admin is an active admin}}
        SET admin.hides_checklist = $is_hidden
        RETURN admin.id AS id
        """,
        is_hidden=is_hidden,
        by=by,
    )
    only(rows, otherwise=Forbidden(ADMINS_ONLY))
