"""An admin."""

import pytest

from graph.viewers import Viewer, get
from tests.company import Company, join


@pytest.fixture
def barbara(company: Company) -> Viewer:
    """An admin. She joins after the company was founded."""
    return get(join("Barbara", is_admin=True))
