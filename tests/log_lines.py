"""Log lines written during a test, with the values next to the text of each line."""

import pytest


def written(caplog: pytest.LogCaptureFixture) -> str:
    """Return everything that was logged, for stories about what must not be in the log."""
    return " ".join(str(vars(record)) for record in caplog.records)
