"""A store in a folder of its own."""

import pytest


@pytest.fixture(autouse=True)
def store(data_folder):
    """The folder in which these stories keep their files."""
    return data_folder
