"""Log lines written during a test, with the values next to the text of each line."""

import pytest


def written(caplog: pytest.LogCaptureFixture) -> str:
    """Return all that the log was told, for stories about what must not be in it."""
    return " ".join(str(vars(record)) for record in caplog.records)
