"""Needs: skills that people searched for without success. Coaches and managers see how many people, never who."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from graph import clock
from graph.cards import Author, PostKind, SkillTag
from graph.demand import anonymous_demand, closing_needs
from graph.driver import only, read, write
from graph.errors import Forbidden, NotFound
from graph.ids import NeedId, PostId, SkillSlug
from graph.rows import read_as
from graph.viewers import Viewer

# With fewer people, viewers could guess who they are.
LEAST_PEOPLE = 3
HALF_LIFE_DAYS = 30
REMEDIES_SHOWN = 2
# How long home tells people that their need was met. After that the need is forgotten.
TOLD_FOR = timedelta(days=30)

NOT_YOURS = "Only coaches, managers and admins can see unmet needs."
NOT_HERE = "This need doesn't exist, or it has been closed."


@dataclass(frozen=True, kw_only=True)
class Remedy:
    """A post about the skill, published after people began to look for it."""

    id: PostId
    kind: PostKind
    title: str


@dataclass(frozen=True, kw_only=True)
class Need:
    """A skill that at least three people searched for without success, most recently at `last_at`.

    `covered` counts the useful posts about it. `asked` are the people who were asked to write and have not declined.
    """

    id: NeedId
    skill: SkillTag
    people: int
    last_at: datetime
    covered: int
    remedies: tuple[Remedy, ...]
    asked: tuple[Author, ...]

    @property
    def weight(self) -> float:
        """The number of people times recency, which halves every 30 days, divided by one more than the useful posts."""
        days = max((clock.now() - self.last_at) / timedelta(days=1), 0.0)
        return self.people * 0.5 ** (days / HALF_LIFE_DAYS) / (1 + self.covered)


@dataclass(frozen=True, kw_only=True)
class MetNeed:
    """Something that this person could not find before, and that is here now."""

    need: NeedId
    skill: str
    post: Remedy


@dataclass(frozen=True, kw_only=True)
class OnHome:
    """Needs on the home page: whether this person may see the list, and which of their own have been met."""

    may_see: bool
    met: tuple[MetNeed, ...]


@dataclass(frozen=True, kw_only=True)
class _NewPost:
    post: Remedy
    key: int


@dataclass(frozen=True, kw_only=True)
class _FoundNeed:
    id: NeedId
    skill: SkillTag
    people: int
    last: int
    covered: int
    remedies: tuple[_NewPost, ...]
    asked: tuple[Author, ...]


@dataclass(frozen=True, kw_only=True)
class _ListRow:
    needs: tuple[_FoundNeed, ...]


@dataclass(frozen=True, kw_only=True)
class _HomeRow:
    may_see: bool
    met: MetNeed | None


def listed(*, viewer: Viewer) -> tuple[Need, ...]:
    """Return the open needs that this viewer may know about, heaviest first. Raises `Forbidden` for most people.

    People who searched in a closed community count only for its members.
    """
    rows = read_as(
        _ListRow,
        """
        MATCH (me:Person {id: $viewer})
        WHERE {{me is a leader}}
        RETURN COLLECT {
            MATCH (need:Need)<-[:FOR]-(wish:Wish)
            WHERE need.key IS NOT NULL AND {{wish is open}}
            WITH need, count(DISTINCT wish.who) AS people, max(wish.at_key) AS last,
                 min(coalesce(wish.since_key, need.opened_key)) AS since
            WHERE people >= $least
            MATCH (need)-[:OF]->(skill:Skill)
            WHERE {{skill is known}}
            RETURN {
                id: need.id,
                skill: {slug: skill.slug, name: skill.name},
                people: people,
                last: last,
                covered: COUNT {
                    MATCH (skill)<-[:ABOUT]-(post:Post)
                    WHERE {{post is open}} AND post.retired_at IS NULL
                      AND coalesce(post.freshness, 'fresh') <> 'outdated'
                      AND (post.kind <> 'question' OR post.is_accepted)
                },
                remedies: [(skill)<-[:ABOUT]-(post:Post)
                    WHERE {{post is open}} AND post.retired_at IS NULL AND post.posted_key > since
                      AND (post.kind <> 'question' OR post.is_accepted)
                    | {post: {id: post.id, kind: post.kind, title: post.title}, key: post.posted_key}],
                asked: [(need)<-[:MEETS]-(commission:Commission)-[:TO]->(person:Person)
                    WHERE commission.state <> 'declined' | {{person is named}}]
            } AS found
        } AS needs
        """,
        viewer=viewer.id,
        audiences=viewer.audiences,
        least=LEAST_PEOPLE,
    )
    found = only(rows, otherwise=Forbidden(NOT_YOURS)).needs
    return tuple(sorted(map(_need, found), key=lambda need: (-need.weight, need.skill.name)))


def seekers(skill: SkillSlug | None = None, *, viewer: Viewer) -> dict[SkillSlug, int]:
    """Return how many people could not find each skill, or this one skill; empty for most viewers.

    Counts below three are left out. People who searched in a closed community count only for its members.
    """
    rows = read(
        """
        MATCH (me:Person {id: $viewer})
        WHERE {{me is a leader}}
        RETURN COLLECT {
            MATCH (need:Need)<-[:FOR]-(wish:Wish)
            WHERE need.key IS NOT NULL AND ($skill IS NULL OR need.key = $skill) AND {{wish is open}}
            WITH need.key AS slug, count(DISTINCT wish.who) AS people
            WHERE people >= $least
            RETURN {slug: slug, people: people} AS found
        } AS found
        """,
        viewer=viewer.id,
        skill=skill,
        audiences=viewer.audiences,
        least=LEAST_PEOPLE,
    )
    return {one["slug"]: one["people"] for row in rows for one in row["found"]}


def get(id: NeedId, *, viewer: Viewer) -> Need:
    """Return an open need. Raises `Forbidden` for most people, `NotFound` if the list does not show it."""
    named = next((need for need in listed(viewer=viewer) if need.id == id), None)
    if named is None:
        raise NotFound(NOT_HERE)
    return named


def close(id: NeedId, post: PostId, *, by: Viewer) -> bool:
    """Say that a post is what people looked for, and tell them. Raises the same errors as `get`.

    A closed post closes the need only for people who may open it; returns whether everyone may.
    """
    if post not in [remedy.id for remedy in get(id, viewer=by).remedies]:
        raise NotFound("This post no longer exists, or it isn't about this need.")
    return closing_needs.by(post, [id])


def dismiss(id: NeedId, *, by: Viewer) -> None:
    """Take a need off the list without telling anyone. The next person who looks for it opens a new one."""
    get(id, viewer=by)
    closing_needs.of([id])


def meet(post: PostId) -> None:
    """Close the needs that the author of this post was asked to write about. Only the worker calls this."""
    rows = write(
        """
        MATCH (post:Post {id: $post})<-[:POSTED]-(author:Person)<-[:TO]-(commission:Commission)-[:MEETS]->(need:Need)
        // What they wrote before they were asked did not help the people who looked for it.
        WHERE post.posted_key >= commission.open_key AND EXISTS { (need)-[:OF]->(:Skill)<-[:ABOUT]-(post) }
        SET commission.state = 'written'
        REMOVE commission.open_key
        RETURN DISTINCT need.id AS id
        """,
        post=post,
    )
    if rows:
        closing_needs.by(post, [row["id"] for row in rows])


def on_home(*, viewer: Viewer) -> OnHome:
    """Return this person's needs that were met in the last thirty days by posts they may see."""
    rows = read_as(
        _HomeRow,
        """
        MATCH (me:Person {id: $viewer})
        OPTIONAL MATCH (wish:Wish {who: $who})-[:FOR]->(need:Need)-[:MET_BY]->(post:Post)
            WHERE need.closed_key > $since AND {{post is open}} AND post.retired_at IS NULL
        WITH DISTINCT me, need, post
        RETURN {{me is a leader}} AS may_see,
               CASE WHEN post IS NOT NULL THEN {
                   need: need.id,
                   skill: [(need)-[:OF]->(skill:Skill) | skill.name][0],
                   post: {id: post.id, kind: post.kind, title: post.title}
               } END AS met
        """,
        viewer=viewer.id,
        who=anonymous_demand.mark(viewer.id),
        since=clock.key(clock.now() - TOLD_FOR),
        audiences=viewer.audiences,
    )
    return OnHome(may_see=any(row.may_see for row in rows), met=tuple(row.met for row in rows if row.met))


def see(id: NeedId, *, by: Viewer) -> None:
    """Note that this person has seen that their need was met; twice changes nothing."""
    write(
        """
        MATCH (wish:Wish {who: $who})-[:FOR]->(need:Need)
        WHERE need.id = $id AND need.key IS NULL
        DETACH DELETE wish
        """,
        who=anonymous_demand.mark(by.id),
        id=id,
    )


def forget() -> None:
    """Forget needs that were closed long enough ago, along with the remaining searches for them."""
    write(
        """
        MATCH (need:Need)
        WHERE need.closed_key < $before
        OPTIONAL MATCH (need)<-[:FOR]-(wish:Wish)
        DETACH DELETE wish, need
        """,
        before=clock.key(clock.now() - TOLD_FOR),
    )


def _need(found: _FoundNeed) -> Need:
    newest = sorted(found.remedies, key=lambda one: -one.key)[:REMEDIES_SHOWN]
    return Need(
        id=found.id,
        skill=found.skill,
        people=found.people,
        last_at=clock.EPOCH + timedelta(microseconds=found.last),
        covered=found.covered,
        remedies=tuple(one.post for one in newest),
        asked=found.asked,
    )
