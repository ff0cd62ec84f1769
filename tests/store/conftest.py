"""A store in a folder of its own."""

import pytest


@pytest.fixture(autouse=True)
def store(data_folder):
    """Where the stories of this folder keep their files."""
    return data_folder
