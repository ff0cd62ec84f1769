"""What the doctor says of the store of files."""

from pathlib import Path

import pytest

from webapp import checkup


def test_a_store_that_can_be_written_to_is_fine(data_folder: Path) -> None:
    found = checkup.files()
    assert found.advice is None
    assert str(data_folder / "files") in found.fact


@pytest.mark.usefixtures("data_folder")
def test_a_store_that_cannot_be_written_to_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUILDHALL_FILES_URL", "file:///proc/nowhere")
    assert "file:///proc/nowhere" in str(checkup.files().advice)
