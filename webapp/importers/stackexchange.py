"""What the rows of a Stack Exchange dump mean: people, questions, answers, comments, links."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from graph.cards import ImportSource
from graph.ids import SkillSlug, slug
from graph.imports import keys
from graph.imports.keys import ImportedKind
from graph.imports.people import ImportedPerson
from graph.imports.posts import ImportedLink, ImportedPost
from graph.imports.replies import ImportedAnswer, ImportedComment
from graph.prose import Prose
from webapp.importers import tags
from webapp.importers.dump import Broken, Row
from webapp.importers.survey import Survey
from webapp.importers.votes import Votes

# The account in whose name the site itself posts.
MACHINE = "-1"

LINKS: dict[str, Literal["link", "duplicate"]] = {"1": "link", "3": "duplicate"}

# The version of the Creative Commons licence that applies to posts from each day on.
LICENCES = (
    (datetime(2018, 5, 2, tzinfo=UTC), "CC BY-SA 4.0"),
    (datetime(2011, 4, 8, tzinfo=UTC), "CC BY-SA 3.0"),
    (datetime.min.replace(tzinfo=UTC), "CC BY-SA 2.5"),
)


@dataclass(frozen=True, kw_only=True)
class Site:
    """One site's dump: its host's name, how far its dates are moved, and what we learned before reading its rows."""

    name: str
    now: datetime
    shift: timedelta
    survey: Survey
    votes: Votes

    def key(self, kind: ImportedKind, number: str) -> str:
        """Return the key under which the graph knows a thing of this site."""
        return keys.key(self.name, kind, number)

    def person(self, row: Row, about: Prose) -> ImportedPerson:
        """Return the person in a row of Users.xml. Raises `Broken`."""
        joined = self._moved(row.moment("CreationDate"))
        seen = self._moved(row.moment("LastAccessDate")) if row.find("LastAccessDate") else joined
        return ImportedPerson(
            key=self.key("person", row.text("Id")),
            name=row.text("DisplayName"),
            about=about.markdown,
            office=row.find("Location"),
            source_url=f"https://{self.name}/users/{row.text('Id')}",
            joined_at=joined,
            last_active_at=seen,
        )

    def strangers(self) -> Iterator[ImportedPerson]:
        """Yield the authors known only by number, as in a dump without users."""
        for number, since in self.survey.authors.items():
            yield ImportedPerson(
                key=self.key("person", number),
                name=f"user{number}",
                about="",
                office="",
                source_url=f"https://{self.name}/users/{number}",
                joined_at=self._moved(since),
                last_active_at=self._moved(since),
            )

    def question(self, row: Row, body: Prose) -> ImportedPost:
        """Return the question in a row of Posts.xml. Raises `Broken`."""
        return ImportedPost(
            key=self.key("question", row.text("Id")),
            title=row.text("Title"),
            body=body,
            author=self._author(row, "OwnerUserId"),
            skills=tuple(SkillSlug(slug(tag)) for tag in tags.parsed(row.find("Tags"))),
            score=self._score(row),
            posted_at=self._moved(row.moment("CreationDate")),
            source=self._source(row, path="q", by="Owner"),
        )

    def answer(self, row: Row, body: Prose) -> ImportedAnswer:
        """Return the answer in a row of Posts.xml. Raises `Broken`."""
        number, given = row.text("Id"), row.moment("CreationDate")
        accepted = self.votes.accepted_at.get(number, given) if number in self.survey.accepted else None
        return ImportedAnswer(
            key=self.key("answer", number),
            question=self.key("question", row.text("ParentId")),
            body=body,
            author=self._author(row, "OwnerUserId"),
            score=self._score(row),
            given_at=self._moved(given),
            accepted_at=self._moved(accepted) if accepted else None,
            source=self._source(row, path="a", by="Owner"),
        )

    def comment(self, row: Row, body: Prose) -> ImportedComment:
        """Return the comment in a row of Comments.xml. Raises `Broken`."""
        row.text("Text")
        return ImportedComment(
            key=self.key("comment", row.text("Id")),
            post=self.key("question", row.text("PostId")),
            answer=self.key("answer", row.text("PostId")),
            body=body,
            author=self._author(row, "UserId"),
            made_at=self._moved(row.moment("CreationDate")),
            source=self._source(row, path="posts/comments", by="User"),
        )

    def link(self, row: Row) -> ImportedLink:
        """Return the link in a row of PostLinks.xml. Raises `Broken`."""
        kind = row.text("LinkTypeId")
        if kind not in LINKS:
            raise Broken(f"LinkTypeId {kind} is unknown")
        return ImportedLink(
            post=self.key("question", row.text("PostId")),
            other=self.key("question", row.text("RelatedPostId")),
            kind=LINKS[kind],
        )

    def _author(self, row: Row, field: str) -> str | None:
        return self.key("person", row.find(field)) if row.find(field) else None

    def _score(self, row: Row) -> int:
        return self.votes.net[row.text("Id")] if self.votes.are_known else row.whole("Score")

    def _moved(self, moment: datetime) -> datetime:
        # People may have visited after the newest post, which moves to today. Without a limit, their visit would be in
        # the future.
        return min(moment + self.shift, self.now) if self.shift else moment

    def _source(self, row: Row, *, path: str, by: Literal["Owner", "User"]) -> ImportSource:
        user = row.find("OwnerUserId" if by == "Owner" else "UserId")
        written = row.moment("CreationDate")
        return ImportSource(
            url=f"https://{self.name}/{path}/{row.text('Id')}",
            author=row.find(f"{by}DisplayName") or ("Community" if user == MACHINE else f"user{user}"),
            licence=row.find("ContentLicense") or next(name for since, name in LICENCES if written >= since),
        )
