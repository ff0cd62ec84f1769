"""What happens when a text is withdrawn: one table. The page shows it before the button is pressed.

docs/decisions/0031-withdrawal.md has the same table in words.
"""

from dataclasses import dataclass
from typing import Literal, LiteralString

from graph import clock
from graph.cards import Author, PostKind
from graph.driver import only
from graph.errors import NotFound
from graph.ids import AnswerId, CommentId, PostId
from graph.rows import read_as
from graph.viewers import Viewer

TextKind = Literal["comment", "answer", "question", "tip", "link", "video"]

# It goes with everything on it; it goes and a line with the comments of others stays; or it is retired, and its
# author's name is removed.
Outcome = Literal["goes", "line", "nameless"]

# What others can have added to a text.
Addition = Literal["acceptance", "comments", "reactions", "answers", "duplicates", "citations", "collections"]
ADDITIONS: tuple[Addition, ...] = (
    "acceptance",
    "comments",
    "reactions",
    "answers",
    "duplicates",
    "citations",
    "collections",
)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Without `additions` by others, a text goes. With one, there is an outcome for its author and one for coaches."""

    additions: tuple[Addition, ...] = ()
    by_author: Outcome = "goes"
    by_coach: Outcome = "goes"


_SHARED = Rule(additions=("comments", "citations", "collections"), by_author="nameless")

RULES: dict[TextKind, Rule] = {
    "comment": Rule(),
    "answer": Rule(additions=("acceptance", "comments", "reactions"), by_author="line", by_coach="line"),
    "question": Rule(additions=("answers", "duplicates"), by_author="nameless"),
    "tip": _SHARED,
    "link": _SHARED,
    "video": _SHARED,
}

# How many of each addition others have made to `thing` on `post`, in the order of `ADDITIONS`. `writers` are the ids of
# its authors: on an imported text there are none, and everyone counts as someone else.
COUNTS: LiteralString = """[
    COUNT { (thing)<-[:ACCEPTED]-(:Post) },
    COUNT { (thing)<-[:ON]-(remark:Comment)
        WHERE NOT EXISTS { (remark)<-[:MADE]-(who:Person) WHERE who.id IN writers } },
    COUNT { (thing)<-[:REACTED]-(:Person) },
    COUNT { (thing)<-[:ANSWERS]-(reply:Answer)
        WHERE NOT EXISTS { (reply)<-[:GAVE]-(who:Person) WHERE who.id IN writers } }
        + COUNT { (thing)<-[:LEFT_IN]-(:WithdrawnAnswer) },
    COUNT { (thing)<-[:DUPLICATE_OF]-(:Post) },
    COUNT { (thing)<-[:CITES|LINKS_TO]-(other:Post)
        WHERE NOT EXISTS { (other)<-[:ASKED|POSTED]-(who:Person) WHERE who.id IN writers } },
    COUNT { (thing)<-[:HOLDS]-(collection:Collection)
        WHERE NOT EXISTS { (collection)<-[:KEEPS]-(who:Person) WHERE who.id IN writers } }
]"""

# Finds the `thing` that has `$id` and the `post` on whose page it is.
FIND: LiteralString = """
    OPTIONAL MATCH (direct:Post {id: $id})
    OPTIONAL MATCH (answer:Answer {id: $id})-[:ANSWERS]->(answered:Post)
    OPTIONAL MATCH (comment:Comment {id: $id})-[:ON]->(remarked)
    OPTIONAL MATCH (remarked)-[:ANSWERS|LEFT_IN]->(above:Post)
    WITH coalesce(direct, answer, comment) AS thing, coalesce(direct, answered, above, remarked) AS post,
         CASE WHEN direct IS NOT NULL THEN direct.kind WHEN answer IS NOT NULL THEN 'answer' ELSE 'comment' END AS kind
"""

# The authors of the `thing`, as ids.
WRITERS: LiteralString = "[(thing)<-[:ASKED|POSTED|GAVE|MADE]-(writer:Person) | writer.id] AS writers"


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """What would happen if this viewer withdrew a text, and who else may. `counts` are in the order of `ADDITIONS`.

    Who looks after it `may_redact` a passage of it instead.
    `coaches` are those of its community, without this viewer. If there are none, an admin may.
    """

    id: PostId | AnswerId | CommentId
    kind: TextKind
    post: PostId
    post_kind: PostKind
    title: str
    counts: tuple[int, ...]
    is_authors: bool
    is_overseen: bool
    may_redact: bool
    coaches: tuple[Author, ...]

    @property
    def may_withdraw(self) -> bool:
        """Whether this viewer may."""
        return self.is_authors or self.is_overseen

    @property
    def additions(self) -> tuple[Addition, ...]:
        """What others have added that counts for this kind of text."""
        made = dict(zip(ADDITIONS, self.counts, strict=True))
        return tuple(one for one in RULES[self.kind].additions if made[one])

    @property
    def outcome(self) -> Outcome:
        """What would happen."""
        rule = RULES[self.kind]
        if not self.additions:
            return "goes"
        return rule.by_author if self.is_authors else rule.by_coach

    @property
    def needs_reason(self) -> bool:
        """Whether they act for the community instead of as its author."""
        return not self.is_authors


def outlook(id: PostId | AnswerId | CommentId, *, viewer: Viewer) -> Outlook:
    """Return what would happen to a text. Raises `NotFound`, also for what the viewer may not see."""
    found = read_as(
        Outlook,
        FIND
        + "WHERE {{post is open}} WITH thing, post, kind, "
        + WRITERS
        + " RETURN thing.id AS id, kind, post.id AS post, post.kind AS post_kind, post.title AS title, "
        + COUNTS
        + """ AS counts,
            $viewer IN writers AS is_authors,
            {{post is coached}} OR {{viewer is the admin}} AS is_overseen,
            {{post is looked after by the viewer}} AS may_redact,
            [(post)-[:IN]->(:Community)<-[coaching:MEMBER_OF]-(coach:Person)
                WHERE coaching.is_coach AND coach.state = 'active' AND coach.id <> $viewer
                | {{coach is named}}] AS coaches
        """,
        id=id,
        viewer=viewer.id,
        audiences=viewer.audiences,
        now=clock.now().isoformat(),
    )
    return only(found, otherwise=NotFound("This text doesn't exist, or you don't have access to it."))
