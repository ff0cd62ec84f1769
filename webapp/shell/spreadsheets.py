"""Tables to keep: CSV that a spreadsheet opens and never runs."""

import csv
import io
from collections.abc import Iterable, Sequence

from flask import Response

# A spreadsheet would run what begins so.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def download(name: str, columns: Sequence[str], lines: Iterable[Sequence[str]]) -> Response:
    """Return a table as a file of this name, a line each."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([_cell(words) for words in line] for line in lines)
    response = Response(text.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f"attachment; filename={name}.csv"
    return response


def _cell(words: str) -> str:
    return f"'{words}" if words.startswith(FORMULA) else words
