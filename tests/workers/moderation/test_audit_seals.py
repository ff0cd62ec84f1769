"""A real worker seals what admins did, right after they did it."""

from graph import viewers
from graph.moderation import audit_seals
from graph.people import roles
from tests import company as stories
from tests.company import Company
from tests.workers.conftest import eventually
from workers import company_events


def test_an_act_is_sealed_by_a_worker(company: Company, worker: object) -> None:
    admin = viewers.get(stories.join("Katherine", is_admin=True))
    roles.make_admin(company.ada.id, by=admin.id)
    company_events.account_changed(company.ada.id)
    eventually(lambda: not audit_seals.check().waiting)
    assert audit_seals.check().head.number == 2
