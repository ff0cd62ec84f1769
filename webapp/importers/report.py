"""Reports what an import took, what it left out and why. Nothing is dropped silently."""

from collections import Counter
from pathlib import Path
from types import TracebackType
from typing import Self

from graph.sensitive import company

NAMES = {
    "person": "people",
    "question": "questions",
    "tip": "tips",
    "answer": "answers",
    "comment": "comments",
    "link": "links",
    "concept": "concepts",
}


class Report:
    """Counts what happens. Broken rows are listed in a file, so that even millions of them need no memory."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.added = Counter[str]()
        self.known = Counter[str]()
        self.unused = Counter[str]()
        self.broken = Counter[str]()
        self.secrets = Counter[str]()
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("w", encoding="utf-8")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._file.write("\n".join(["", *self.lines(), ""]))
        self._file.close()

    def name_broken(self, file: str, line: int, reason: str) -> None:
        """Count a row that cannot be imported, and write down where it is and what is wrong."""
        self.broken[file] += 1
        self._file.write(f"{file}, line {line}: {reason}\n")

    def look(self, where: str, text: str) -> None:
        """Count what looks like a secret in a text that is brought in, and write down where it is, but not what."""
        for one in company.find(text):
            self.secrets[one.name] += 1
            self._file.write(f"{where}: {one.name}: {one.mask}, line {one.line} of the text\n")

    def lines(self) -> list[str]:
        """Return the totals as lines for people to read."""
        taken = [
            f"{name}: {self.added[kind]:,} added, {self.known[kind]:,} already imported"
            for kind, name in NAMES.items()
            if self.added[kind] or self.known[kind]
        ]
        unused = [f"skipped: {count:,} {what}" for what, count in self.unused.items()]
        broken = [f"invalid rows: {count:,} in {file}" for file, count in self.broken.items()]
        secrets = [f"coaches should look at: {name}, {count:,} times" for name, count in self.secrets.items()]
        return [*taken, *unused, *secrets, *(broken or ["invalid rows: none"])]
