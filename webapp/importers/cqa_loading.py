"""Brings a file of questions with their answers into the graph, a few hundred lines at a time."""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from graph.imports import keys, people, posts, replies, sites, skills
from graph.imports.posts import ImportedPost
from graph.imports.replies import ImportedAnswer
from webapp.importers import conversion, cqa
from webapp.importers.cqa import Line
from webapp.importers.loading import MATCHED_IF_YOUNGER, Watch
from webapp.importers.report import Report
from webapp.importers.tags import Tags
from webapp.markdown import rendering

LINES_PER_BATCH = 200

Thing = TypeVar("Thing", ImportedPost, ImportedAnswer)


class CqaLoading:
    """One import of one file. After an interruption you can run it again: it leaves existing content alone."""

    def __init__(self, path: Path, *, site: str, report: Report, watch: Watch) -> None:
        self._path = path
        self._site = site
        self._report = report
        self._watch = watch
        self._begun = sites.begin(site, moved_by_days=0)
        self._tags = Tags()

    def run(self) -> sites.Import:
        """Import everything."""
        self._add_people()
        for batch in conversion.batches(self._tags.skills(), LINES_PER_BATCH):
            skills.add(batch, at=self._begun.at)
        with self._watch("Questions and answers", self._path.stat().st_size) as progress:
            # Broken lines were reported already, when we looked for the people.
            lines = cqa.lines(self._path, broken=_named_before, progress=progress)
            for batch in conversion.batches(lines, LINES_PER_BATCH):
                self._add(batch)
        skills.relate(self._tags.relations())
        skills.show_to_readers()
        return self._begun

    def _add_people(self) -> None:
        first: dict[str, datetime] = {}
        with self._watch("People", self._path.stat().st_size) as progress:
            for line in cqa.lines(self._path, broken=self._report.name_broken, progress=progress):
                self._tags.count(line.tags)
                for author, at in line.authors():
                    first[author] = min(first.get(author, at), at)
        for batch in conversion.batches(first.items(), LINES_PER_BATCH):
            found = {keys.key(self._site, "person", number): (number, since) for number, since in batch}
            known = self._known("person", found)
            added = [cqa.person(self._site, *found[key]) for key in found if key not in known]
            people.add(added, at=self._begun.at)
            self._report.added["person"] += len(added)

    def _add(self, lines: Sequence[Line]) -> None:
        questions = [cqa.question(self._site, line, rendering.imported(line.body)) for line in lines]
        answers = [
            cqa.answer(self._site, line, reply, rendering.imported(reply.body))
            for line in lines
            for reply in line.replies
        ]
        self._write("question", questions, self._ask)
        self._write("answer", answers, replies.answer)

    def _ask(self, questions: Sequence[ImportedPost]) -> None:
        posts.add_questions(questions, at=self._begun.at, match_since=self._begun.at - MATCHED_IF_YOUNGER)

    def _write(
        self, kind: keys.ImportedKind, things: Iterable[Thing], add: Callable[[Sequence[Thing]], object]
    ) -> None:
        of = {thing.key: thing for thing in things}
        known = self._known(kind, of)
        fresh = [thing for key, thing in of.items() if key not in known]
        add(fresh)
        self._report.added[kind] += len(fresh)
        for thing in fresh:
            self._report.look(thing.key, thing.body.markdown)

    def _known(self, kind: keys.ImportedKind, wanted: Collection[str]) -> frozenset[str]:
        known = keys.known(kind, wanted)
        self._report.known[kind] += len(known)
        return known


def _named_before(_file: str, _line: int, _reason: str) -> None:
    return
