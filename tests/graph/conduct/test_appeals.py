"""Appeals: Margaret has silenced Linus, who asks that Ada, the other coach, looks again."""

from datetime import timedelta

import pytest

from graph import clock, viewers
from graph.communities import communities, memberships
from graph.conduct import appeals, silences
from graph.conduct.silences import SilenceDraft
from graph.errors import Conflict, Invalid, NotFound
from graph.ids import SilenceId
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company

DAY = timedelta(days=1)


@pytest.fixture
def id(company: Company) -> SilenceId:
    place = communities.show(company.platform, viewer=company.margaret).id
    draft = SilenceDraft(reason="rude", words="You insult.", ends_at=clock.now() + DAY, community=place)
    return silences.silence(company.linus.id, draft, by=company.margaret)


@pytest.fixture
def ada(company: Company) -> Viewer:
    """The other coach."""
    memberships.make_coach(company.platform, company.ada.id, by=company.margaret.id)
    return company.ada


def test_someone_else_looks_again_and_leaves_it(company: Company, ada: Viewer, id: SilenceId) -> None:
    appeals.appeal(id, "I joked.", by=company.linus)
    assert appeals.waiting(viewer=company.margaret) == appeals.waiting(viewer=company.linus) == ()
    [found] = appeals.waiting(viewer=ada)
    assert (found.words, found.person.name) == ("I joked.", "Linus")
    assert appeals.refuse(id, "Nobody laughed.", by=ada) == company.linus.id
    assert silences.mine(viewer=company.linus)[0].answer == "Nobody laughed."
    assert appeals.waiting(viewer=ada) == ()
    with pytest.raises(NotFound):
        appeals.refuse(id, "Nobody laughed.", by=ada)


def test_it_can_be_made_once(company: Company, ada: Viewer, id: SilenceId) -> None:
    appeals.appeal(id, "I joked.", by=company.linus)
    with pytest.raises(Conflict, match="already"):
        appeals.appeal(id, "I joked!", by=company.linus)
    assert silences.mine(viewer=company.linus)[0].appeal == "I joked."


def test_nobody_else_appeals_or_decides(company: Company, ada: Viewer, id: SilenceId) -> None:
    barbara = viewers.get(stories.join("Barbara", is_admin=True))
    with pytest.raises(NotFound):
        appeals.appeal(id, "He joked.", by=ada)
    appeals.appeal(id, "I joked.", by=company.linus)
    for other in (company.margaret, company.grace, company.linus, barbara):
        with pytest.raises(NotFound):
            appeals.refuse(id, "No.", by=other)


def test_the_other_coach_can_end_it(company: Company, ada: Viewer, id: SilenceId) -> None:
    appeals.appeal(id, "I joked.", by=company.linus)
    assert silences.end(id, by=ada) == company.linus.id
    assert silences.mine(viewer=company.linus)[0].appeal_state == "granted"
    assert appeals.waiting(viewer=ada) == ()


def test_about_the_whole_site_another_admin_decides(company: Company) -> None:
    barbara, edsger = (viewers.get(stories.join(name, is_admin=True)) for name in ("Barbara", "Edsger"))
    draft = SilenceDraft(reason="spam", words="You sell shoes.", ends_at=clock.now() + DAY)
    everywhere = silences.silence(company.linus.id, draft, by=barbara)
    appeals.appeal(everywhere, "I don't.", by=company.linus)
    assert appeals.waiting(viewer=barbara) == appeals.waiting(viewer=company.margaret) == ()
    assert [one.words for one in appeals.waiting(viewer=edsger)] == ["I don't."]


def test_it_is_over_with_the_silence(
    company: Company, ada: Viewer, id: SilenceId, monkeypatch: pytest.MonkeyPatch
) -> None:
    appeals.appeal(id, "I joked.", by=company.linus)
    tomorrow = clock.now() + DAY
    monkeypatch.setattr(clock, "now", lambda: tomorrow)
    assert appeals.waiting(viewer=ada) == ()
    with pytest.raises(NotFound):
        appeals.refuse(id, "No.", by=ada)


def test_where_nobody_else_could_look_it_says_so(company: Company, id: SilenceId) -> None:
    with pytest.raises(Conflict, match="no other coach"):
        appeals.appeal(id, "I joked.", by=company.linus)
    assert silences.mine(viewer=company.linus)[0].may_appeal


@pytest.mark.parametrize("words", [" ", "x" * 501])
def test_it_has_words_and_not_too_many(company: Company, ada: Viewer, id: SilenceId, words: str) -> None:
    with pytest.raises(Invalid):
        appeals.appeal(id, words, by=company.linus)
    appeals.appeal(id, "I joked.", by=company.linus)
    with pytest.raises(Invalid):
        appeals.refuse(id, words, by=ada)
