"""Sums up the votes of a dump. A dump doesn't say who cast them."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from webapp.importers import dump
from webapp.importers.dump import Broken, Progress, Row
from webapp.importers.report import Report

ACCEPTED = "1"
WORTH = {"2": 1, "3": -1}


@dataclass(kw_only=True)
class Votes:
    """Net votes by the number of the post, and when answers were accepted; `are_known` if the dump has any votes."""

    are_known: bool
    net: Counter[str] = field(default_factory=Counter[str])
    accepted_at: dict[str, datetime] = field(default_factory=dict[str, datetime])

    def count(self, row: Row) -> bool:
        """Add a vote and return `True`, or `False` for kinds that say nothing about quality. Raises `Broken`."""
        kind, post = row.text("VoteTypeId"), row.text("PostId")
        if kind in WORTH:
            self.net[post] += WORTH[kind]
        elif kind == ACCEPTED:
            self.accepted_at[post] = row.moment("CreationDate")
        else:
            return False
        return True


def tally(path: Path, *, report: Report, progress: Progress) -> Votes:
    """Sum up a file of votes. The file may be missing."""
    votes = Votes(are_known=path.exists())
    for row in dump.rows(path, broken=report.name_broken, progress=progress):
        try:
            counted = votes.count(row)
        except Broken as problem:
            report.name_broken(row.file, row.line, str(problem))
        else:
            if not counted:
                report.unused["votes that aren't up, down or acceptance"] += 1
    return votes
