"""The people who look after a post: its owner, the coaches of its community, and people who know its skills."""

from dataclasses import dataclass
from typing import LiteralString

from graph import clock
from graph.cards import PostKind
from graph.driver import only, write
from graph.errors import Forbidden, NotFound
from graph.ids import PersonId, PostId
from graph.rows import read_as
from graph.viewers import EVERYONE, Viewer

NOT_HERE = "This post doesn't exist, or you don't have access to it."

# What `$viewer` is to `post`, as a map: read alone, and together with all that surrounds a post.
ROLE: LiteralString = """{
    kind: post.kind,
    is_owner: EXISTS { (post)<-[:OWNS]-(owner:Person) WHERE owner.id = $viewer }
        OR (coalesce(post.is_anonymous, false) OR NOT EXISTS { (post)<-[:OWNS]-(:Person) })
            AND EXISTS { (post)<-[:ASKED|POSTED]-(author:Person) WHERE author.id = $viewer },
    is_coach: {{post is coached}},
    is_admin: {{viewer is the admin}},
    is_trusted: {{viewer is the trusted}},
    knows: EXISTS {
        MATCH (me:Person {id: $viewer})-[knows:KNOWS]->(known:Skill)
        WHERE known.slug IN [(post)-[:ABOUT]->(skill:Skill) | skill.slug]
          AND knows.evidence > 0 AND knows.audience IN [$everyone, post.audience]
    },
    is_asked: EXISTS {
        MATCH (post)<-[:CONCERNS]-(check:Check)-[:ASKS]->(person:Person)
        WHERE person.id = $viewer AND check.open_key IS NOT NULL
    }
}"""


@dataclass(frozen=True, kw_only=True)
class Role:
    """What a viewer is to a post. Its author owns it until the owner is changed.

    An anonymous asker stays an owner beside the new one. Otherwise what the new owner can do would tell who asked.
    """

    kind: PostKind
    is_owner: bool
    is_coach: bool
    is_admin: bool
    is_trusted: bool
    knows: bool
    is_asked: bool

    @property
    def may_decide(self) -> bool:
        """Whether they may retire it or change its owner."""
        return self.is_owner or self.is_coach or self.is_admin

    @property
    def may_close(self) -> bool:
        """Whether they may close it because it was asked before."""
        return self.may_decide or self.is_trusted

    @property
    def may_verify(self) -> bool:
        """Whether they may verify it."""
        return self.may_decide or self.knows or self.is_asked


@dataclass(frozen=True, kw_only=True)
class _Row:
    role: Role


def of(id: PostId, *, viewer: Viewer) -> Role:
    """Return what the viewer is to a post. Raises `NotFound`, also for what they may not see."""
    rows = read_as(
        _Row,
        "MATCH (post:Post {id: $id}) WHERE {{post is open}} RETURN " + ROLE + " AS role",
        id=id,
        viewer=viewer.id,
        audiences=viewer.audiences,
        everyone=EVERYONE,
    )
    return only(rows, otherwise=NotFound(NOT_HERE)).role


def hand_over(id: PostId, person: PersonId, *, by: Viewer) -> PostKind:
    """Make someone else the owner of a post. Twice changes nothing.

    Raises `NotFound` for what the viewer may not see, `Forbidden` for people who may not decide about the post,
    and for a new owner who may not see it or has left.
    """
    if not of(id, viewer=by).may_decide:
        raise Forbidden("Only the owner or a coach of its community can change the owner.")
    now = clock.now()
    rows = write(
        """
        MATCH (post:Post {id: $id})
        MATCH (person:Person {id: $person})
        WHERE person.state = 'active' AND {{person is a reader}}
        WITH post, person, [(post)<-[former:OWNS]-(:Person) | former] AS formers
        FOREACH (former IN formers | DELETE former)
        CREATE (person)-[owning:OWNS]->(post)
        SET owning.at = datetime($now), owning.by = $by, post.changed_key = $key
        RETURN post.kind AS kind
        """,
        id=id,
        person=person,
        by=by.id,
        everyone=EVERYONE,
        now=now.isoformat(),
        key=clock.key(now),
    )
    return only(rows, otherwise=Forbidden("The new owner must have access to this post."))["kind"]
