"""Deputies are called in by a sweep, and told by the sweep of notifications."""

from datetime import timedelta

from graph import clock, driver
from graph.communities import rotas
from graph.notifications import inbox
from tests.company import Company
from workers.moderation import deputies
from workers.notifications import notifications


def test_linus_is_called_in_for_margaret_and_told_once(company: Company) -> None:
    rotas.name_deputy(company.platform, company.linus.id, by=company.margaret)
    away = (clock.now() + timedelta(days=9)).isoformat()
    driver.write("MATCH (p:Person {id: $id}) SET p.away_until = datetime($away)", id=company.margaret.id, away=away)
    for _ in range(2):
        deputies.sweep()
        notifications.sweep()
    lines = [line for line in inbox.page("all", viewer=company.linus).lines if line.kind == "account"]
    assert [(line.what, line.title, line.times) for line in lines] == [("called_in", "Platform engineers", 1)]
