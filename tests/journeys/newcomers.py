"""People who join for one journey."""

from graph.ids import PersonId
from graph.people import people
from tests import company as stories
from tests.journeys.conftest import PASSWORD
from webapp.people import passwords


def joined(name: str) -> PersonId:
    """Let someone join who can sign in with the password of all journeys, once for all stories."""
    found = people.find_by_email(f"{name}@example.com".lower())
    return found or stories.join(name, password_hash=passwords.hashed(PASSWORD))
