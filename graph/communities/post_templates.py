"""Templates: the text with which questions and tips in a community begin, as its coaches write it."""

from dataclasses import dataclass
from typing import Literal

from graph.driver import only, read, write
from graph.errors import Forbidden, NotFound, refuse_if_any
from graph.ids import CommunityId, PersonId
from graph.rows import read_as
from graph.viewers import Viewer

TEMPLATE_CHARACTERS = 5_000

KindWithTemplate = Literal["question", "tip"]


@dataclass(frozen=True, kw_only=True)
class Templates:
    """The templates of a community, as Markdown; empty for none. Raises `Invalid` above 5,000 characters each."""

    question_template: str = ""
    tip_template: str = ""

    def __post_init__(self) -> None:
        problem = f"Use {TEMPLATE_CHARACTERS:,} characters or fewer for the template."
        refuse_if_any({name: problem if len(text) > TEMPLATE_CHARACTERS else None for name, text in vars(self).items()})


@dataclass(frozen=True, kw_only=True)
class Template:
    """The template for a post in a community, empty for none."""

    community: CommunityId
    body: str


def write_down(templates: Templates, slug: str, *, by: PersonId) -> None:
    """Set the templates of a community. Raises `Forbidden` for everyone but its coaches."""
    rows = write(
        """
        MATCH (:Person {id: $by})-[coaching:MEMBER_OF]->(community:Community {slug: $slug})
        WHERE coaching.is_coach
        SET community.question_template = $question, community.tip_template = $tip
        RETURN community.id AS id
        """,
        slug=slug,
        by=by,
        question=templates.question_template.strip(),
        tip=templates.tip_template.strip(),
    )
    only(rows, otherwise=Forbidden("Only a coach of this community can change its templates."))


def of(slug: str, *, viewer: Viewer) -> Templates:
    """Return the templates of a community. Raises `NotFound` where the viewer may not post."""
    found = read_as(
        Templates,
        """
        MATCH (community:Community {slug: $slug})
        WHERE {{community is open to the viewer}}
        RETURN coalesce(community.question_template, '') AS question_template,
               coalesce(community.tip_template, '') AS tip_template
        """,
        slug=slug,
        audiences=viewer.audiences,
    )
    return only(found, otherwise=NotFound("This community doesn't exist, or you don't have access to it."))


def all_for(kind: KindWithTemplate, *, viewer: Viewer) -> dict[str, Template]:
    """Return the templates for a kind of post, by the ids and slugs of the communities where the viewer may post."""
    rows = read(
        """
        MATCH (community:Community)
        WHERE {{community is open to the viewer}}
        RETURN community.id AS id, community.slug AS slug,
               coalesce(CASE WHEN $kind = 'tip' THEN community.tip_template ELSE community.question_template END, '')
                   AS body
        """,
        kind=kind,
        audiences=viewer.audiences,
    )
    return {row[key]: Template(community=row["id"], body=row["body"]) for row in rows for key in ("id", "slug")}
