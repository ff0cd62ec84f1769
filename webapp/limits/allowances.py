"""How often a person may do each kind of thing. The numbers are far above what people do, and below what programs do.

Everything is counted in the queue's store, which all processes share. While it is away, nothing is refused.
"""

from dataclasses import dataclass
from typing import Literal

from limits import RateLimitItem, parse

GIGABYTE = 1_000_000_000


@dataclass(frozen=True, kw_only=True)
class Allowance:
    """How often a person may use these endpoints, and what they are told afterwards.

    An upload counts its bytes, and a text of someone new the links and mentions in it. `for_new_people` is for those
    who joined less than a week ago: graph/people/accounts.py says who counts as new.
    """

    kind: str
    limit: RateLimitItem
    told: str
    endpoints: frozenset[str]
    counts: Literal["requests", "bytes", "links", "mentions"] = "requests"
    for_new_people: bool = False


# Where people publish, and where they add to what others have published.
POSTS = frozenset({"links.share", "questions.ask", "tips.post", "videos.post"})
TEXTS = POSTS | {"answers.give", "comment_edits.save", "comments.make", "edits.save"}


ALLOWANCES = (
    Allowance(
        kind="search",
        limit=parse("120 per minute"),
        told="You have searched very often in the last minute.",
        endpoints=frozenset({"search.show", "finder.show", "finder.table", "similar.show", "duplicates.new"}),
    ),
    Allowance(
        kind="suggestions",
        limit=parse("600 per minute"),
        told="You have looked up very many names in the last minute.",
        endpoints=frozenset({"search.suggest", "skills.names", "people_mentions.propose", "people.index"}),
    ),
    Allowance(
        kind="preview",
        limit=parse("120 per minute"),
        told="You have opened very many previews in the last minute.",
        endpoints=frozenset({"previews.show", "links.preview", "merges.preview"}),
    ),
    Allowance(
        kind="upload",
        limit=parse(f"{20 * GIGABYTE} per day"),
        told="You have uploaded 20 GB today, which is the most that one person may.",
        endpoints=frozenset(
            {"files.upload", "photos.send", "uploads.append", "videos.post", "videos.replace", "drafts.save"}
        ),
        counts="bytes",
    ),
    Allowance(
        kind="invitations",
        limit=parse("300 per day"),
        told="You have asked or invited very many people today.",
        endpoints=frozenset(
            {
                "asks.pass_on",
                "community_invitations.invite",
                "endorsements.ask",
                "invitation_tables.create",
                "invitations.create",
                "invitations.renew",
                "memberships.bring_in",
                "needs.commission",
                "referrals.invite",
            }
        ),
    ),
    Allowance(
        kind="posts",
        limit=parse("120 per hour"),
        told="You have posted very much in the last hour.",
        endpoints=frozenset(
            {
                "collections.create",
                "communities.found",
                "links.share",
                "questions.ask",
                "tips.post",
                "videos.post",
                "vocabulary.add",
            }
        ),
    ),
    Allowance(
        kind="newcomer-posts",
        limit=parse("20 per hour"),
        told="In your first week, you can post 20 times in an hour.",
        endpoints=POSTS,
        for_new_people=True,
    ),
    Allowance(
        kind="newcomer-links",
        limit=parse("40 per hour"),
        told="In your first week, you can post 40 links in an hour.",
        endpoints=TEXTS,
        counts="links",
        for_new_people=True,
    ),
    Allowance(
        kind="newcomer-mentions",
        limit=parse("40 per hour"),
        told="In your first week, you can mention people 40 times in an hour.",
        endpoints=TEXTS,
        counts="mentions",
        for_new_people=True,
    ),
    Allowance(
        kind="newcomer-invitations",
        limit=parse("10 per day"),
        told="In your first week, you can invite colleagues to communities 10 times a day.",
        endpoints=frozenset({"community_invitations.invite"}),
        for_new_people=True,
    ),
    Allowance(
        kind="thanks",
        limit=parse("30 per day"),
        told="You have thanked very many people today.",
        endpoints=frozenset({"thanks.give"}),
    ),
    Allowance(
        kind="comments",
        limit=parse("300 per hour"),
        told="You have written very many answers and comments in the last hour.",
        endpoints=frozenset({"answers.give", "comments.make", "edits.save", "reactions.react"}),
    ),
    Allowance(
        kind="changes",
        limit=parse("600 per minute"),
        told="You have changed very much in the last minute.",
        endpoints=frozenset(),
    ),
)
