"""Tables to download: CSV that a spreadsheet opens without running anything in it."""

import csv
import io
from collections.abc import Iterable, Sequence

from flask import Response

# A spreadsheet would run a value that begins with one of these.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def download(name: str, columns: Sequence[str], lines: Iterable[Sequence[str]]) -> Response:
    """Return a table as a CSV file with this name (without its ending), one row per line."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([_cell(words) for words in line] for line in lines)
    response = Response(text.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f"attachment; filename={name}.csv"
    return response


def _cell(words: str) -> str:
    return f"'{words}" if words.startswith(FORMULA) else words
