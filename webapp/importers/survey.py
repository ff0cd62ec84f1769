"""A first pass over the posts of a dump, because rows need to know about rows before and after them."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from webapp.importers import conversion, dump, tags
from webapp.importers.dump import Broken, Progress, Row
from webapp.importers.report import Report
from webapp.importers.tags import Tags

QUESTION, ANSWER, EXCERPT, WIKI = "1", "2", "4", "5"

SUMMARY_CHARACTERS = 600


@dataclass(kw_only=True)
class Survey:
    """The findings: tags, texts about tags by post number, accepted answers, authors with the date of their first post.

    `broken` are the lines of posts that can't be read. They are in the report already.
    """

    tags: Tags = field(default_factory=Tags)
    wikis: dict[str, str] = field(default_factory=dict[str, str])
    accepted: set[str] = field(default_factory=set[str])
    authors: dict[str, datetime] = field(default_factory=dict[str, datetime])
    broken: set[int] = field(default_factory=set[int])
    newest: datetime | None = None

    def look(self, row: Row) -> None:
        """Note what later passes need of a post. Raises `Broken`."""
        kind = row.text("PostTypeId")
        if kind in (EXCERPT, WIKI):
            self.wikis[row.text("Id")] = _summary(row.find("Body"))
        elif kind in (QUESTION, ANSWER):
            self._date(row)
        else:
            raise Broken(f"PostTypeId {kind} is unknown")
        if kind == QUESTION:
            self.tags.count(tags.parsed(row.find("Tags")))
            self.accepted.add(row.find("AcceptedAnswerId"))

    def describe(self, row: Row) -> None:
        """Note a tag and its texts. Raises `Broken`."""
        texts = (self.wikis.get(row.find(which)) for which in ("ExcerptPostId", "WikiPostId"))
        for tag in tags.parsed(row.text("TagName")):
            self.tags.describe(tag, next(filter(None, texts), ""))

    def _date(self, row: Row) -> None:
        at = row.moment("CreationDate")
        self.newest = max(self.newest or at, at)
        if author := row.find("OwnerUserId"):
            self.authors.setdefault(author, at)


def survey(folder: Path, *, report: Report, progress: Progress) -> Survey:
    """Return the findings about the posts and tags in a folder. Broken rows are reported."""
    seen = Survey()
    for row in dump.rows(folder / "Posts.xml", broken=report.name_broken, progress=progress):
        try:
            seen.look(row)
        except Broken as problem:
            seen.broken.add(row.line)
            report.name_broken(row.file, row.line, str(problem))
    for row in dump.rows(folder / "Tags.xml", broken=report.name_broken, progress=progress):
        try:
            seen.describe(row)
        except Broken as problem:
            report.name_broken(row.file, row.line, str(problem))
    return seen


def _summary(html: str) -> str:
    words = " ".join(conversion.words([html])[0].markdown.split())
    return words if len(words) <= SUMMARY_CHARACTERS else words[:SUMMARY_CHARACTERS].rsplit(" ", 1)[0] + "…"
