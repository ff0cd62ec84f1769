"""Appeals: Barbara has suspended Linus, who asks that Edsger, the other admin, looks again."""

from datetime import timedelta

import pytest

from graph import clock, viewers
from graph.conduct import suspension_appeals, suspensions
from graph.conduct.suspensions import SuspensionDraft
from graph.errors import Conflict, Invalid, NotFound
from graph.ids import SuspensionId
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company

DAY = timedelta(days=1)


@pytest.fixture
def barbara(company: Company) -> Viewer:
    """An admin."""
    return viewers.get(stories.join("Barbara", is_admin=True))


@pytest.fixture
def edsger(company: Company) -> Viewer:
    """Another admin."""
    return viewers.get(stories.join("Edsger", is_admin=True))


@pytest.fixture
def id(company: Company, barbara: Viewer) -> SuspensionId:
    draft = SuspensionDraft(reason="rude", words="You insult.", ends_at=clock.now() + DAY)
    return suspensions.suspend(company.linus.id, draft, by=barbara)


def test_another_admin_looks_again_and_leaves_it(
    company: Company, barbara: Viewer, edsger: Viewer, id: SuspensionId
) -> None:
    suspension_appeals.appeal("I joked.", by=company.linus)
    for other in (barbara, company.margaret, company.linus):
        assert suspension_appeals.waiting(viewer=other) == ()
        with pytest.raises(NotFound):
            suspension_appeals.refuse(id, "No.", by=other)
    [found] = suspension_appeals.waiting(viewer=edsger)
    assert (found.id, found.words, found.person.name) == (id, "I joked.", "Linus")
    assert suspension_appeals.refuse(id, "Nobody laughed.", by=edsger) == company.linus.id
    assert suspensions.mine(viewer=company.linus)[0].answer == "Nobody laughed."
    with pytest.raises(NotFound):
        suspension_appeals.refuse(id, "Nobody laughed.", by=edsger)


def test_another_admin_can_end_it(company: Company, edsger: Viewer, id: SuspensionId) -> None:
    suspension_appeals.appeal("I joked.", by=company.linus)
    suspensions.lift(id, by=edsger)
    assert suspensions.mine(viewer=company.linus)[0].appeal_state == "granted"
    assert suspension_appeals.waiting(viewer=edsger) == ()


@pytest.mark.usefixtures("edsger", "id")
def test_it_can_be_made_once(company: Company) -> None:
    suspension_appeals.appeal("I joked.", by=company.linus)
    with pytest.raises(Conflict, match="already"):
        suspension_appeals.appeal("Really.", by=company.linus)
    assert suspensions.mine(viewer=company.linus)[0].appeal == "I joked."


@pytest.mark.usefixtures("edsger", "id")
def test_nobody_appeals_who_is_not_suspended(company: Company) -> None:
    with pytest.raises(Conflict, match="aren't suspended"):
        suspension_appeals.appeal("He joked.", by=company.ada)


@pytest.mark.usefixtures("id")
def test_where_no_other_admin_could_look_it_says_so(company: Company) -> None:
    with pytest.raises(Conflict, match="no other admin"):
        suspension_appeals.appeal("I joked.", by=company.linus)
    assert suspensions.mine(viewer=company.linus)[0].may_appeal


@pytest.mark.usefixtures("id")
def test_it_is_over_with_the_suspension(company: Company, edsger: Viewer, monkeypatch: pytest.MonkeyPatch) -> None:
    suspension_appeals.appeal("I joked.", by=company.linus)
    tomorrow = clock.now() + DAY
    monkeypatch.setattr(clock, "now", lambda: tomorrow)
    assert suspension_appeals.waiting(viewer=edsger) == ()


@pytest.mark.parametrize("words", [" ", "x" * 501])
def test_it_has_words_and_not_too_many(company: Company, edsger: Viewer, id: SuspensionId, words: str) -> None:
    with pytest.raises(Invalid):
        suspension_appeals.appeal(words, by=company.linus)
    suspension_appeals.appeal("I joked.", by=company.linus)
    with pytest.raises(Invalid):
        suspension_appeals.refuse(id, words, by=edsger)
