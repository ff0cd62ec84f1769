"""What was logged during a story, with the values that stand beside the text of a line."""

import pytest


def written(caplog: pytest.LogCaptureFixture) -> str:
    """Return all that the log was told, for stories about what must not be in it."""
    return " ".join(str(vars(record)) for record in caplog.records)
