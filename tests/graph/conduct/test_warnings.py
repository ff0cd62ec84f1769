"""Warnings: Margaret warns Linus, who reads it before he publishes again, and may answer once."""

import pytest

from graph import viewers
from graph.communities import communities, memberships
from graph.conduct import moderation, warnings
from graph.conduct.warnings import WarningDraft
from graph.errors import Conflict, Invalid, NotFound
from graph.ids import CommunityId
from graph.moderation import audit
from graph.notifications import inbox, notifications
from graph.people import people
from graph.posts import answers, comments, questions, votes
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company, question, text


def platform(company: Company) -> CommunityId:
    return communities.show(company.platform, viewer=company.margaret).id


def rude(company: Company, about: str = "") -> WarningDraft:
    return WarningDraft(reason="rude", words="Mind your tone.", community=platform(company), about=about)  # pyright: ignore[reportArgumentType]


@pytest.fixture
def barbara(company: Company) -> Viewer:
    """An admin."""
    return viewers.get(stories.join("Barbara", is_admin=True))


def test_it_is_read_before_its_person_publishes_again(company: Company) -> None:
    id = warnings.warn(company.linus.id, rude(company), by=company.margaret)
    with pytest.raises(Invalid, match="warning to read"):
        questions.ask(question("May I?"), by=company.linus.id)
    with pytest.raises(Invalid, match="warning to read"):
        answers.give(company.kafka_question, text("Yes."), by=company.linus)
    warnings.read(id, by=company.linus)
    warnings.read(id, by=company.linus)
    assert questions.ask(question("May I?"), by=company.linus.id)
    [seen] = warnings.mine(viewer=company.linus)
    assert (seen.words, seen.is_admins, seen.read_at is not None) == ("Mind your tone.", False, True)


def test_its_coaches_see_when_it_was_read_and_the_one_answer(company: Company) -> None:
    id = warnings.warn(company.linus.id, rude(company), by=company.margaret)
    warnings.answer(id, "I was tired.", by=company.linus)
    with pytest.raises(Conflict):
        warnings.answer(id, "Not at all.", by=company.linus)
    [seen] = moderation.of(company.linus.id, viewer=company.margaret).warnings
    assert (seen.answer, seen.read_at is not None, seen.by and seen.by.name) == ("I was tired.", True, "Margaret")
    assert comments.make(company.kafka_question, text("Me too."), by=company.linus)


def test_only_coaches_of_a_community_of_theirs_warn(company: Company, barbara: Viewer) -> None:
    for other in (company.ada, company.grace, company.tim, barbara, company.linus):
        with pytest.raises(NotFound):
            warnings.warn(company.linus.id, rude(company), by=other)
    with pytest.raises(NotFound):
        warnings.warn(company.tim.id, rude(company), by=company.margaret)
    with pytest.raises(NotFound):
        warnings.warn(company.linus.id, WarningDraft(reason="spam", words="Stop it."), by=company.margaret)
    assert warnings.warn(company.linus.id, WarningDraft(reason="spam", words="Stop it."), by=barbara)


def test_a_coach_warns_neither_leaders_nor_their_own_line(company: Company, barbara: Viewer) -> None:
    memberships.admit(company.platform, company.grace.id, by=company.margaret.id)
    people.report_to(company.margaret.id, company.grace.id)
    memberships.make_coach(company.platform, company.ada.id, by=company.margaret.id)
    for one in (company.grace, company.ada, company.margaret, barbara):
        with pytest.raises(NotFound):
            warnings.warn(one.id, rude(company), by=company.margaret)
    assert warnings.warn(company.ada.id, WarningDraft(reason="other", words="Ask first."), by=barbara)


def test_others_read_neither_the_warning_nor_its_entry(company: Company, barbara: Viewer) -> None:
    id = warnings.warn(company.linus.id, rude(company), by=company.margaret)
    for other in (company.ada, company.grace, company.tim, company.linus):
        with pytest.raises(NotFound):
            moderation.of(company.linus.id, viewer=other)
        assert not audit.listed(viewer=other).entries
    with pytest.raises(NotFound):
        warnings.read(id, by=company.ada)
    # An admin outside of the community sees that there was a warning, and not what it says.
    assert moderation.of(company.linus.id, viewer=barbara).warnings == ()
    assert [entry.reason for entry in audit.listed(viewer=barbara).entries if entry.act == "warned"] == [""]


def test_it_is_told_without_the_name_of_the_coach(company: Company) -> None:
    warnings.warn(company.linus.id, rude(company), by=company.margaret)
    notifications.note_account(company.linus.id)
    notifications.note_account(company.linus.id)
    [line] = inbox.page("all", viewer=company.linus).lines
    assert (line.kind, line.what, line.title, line.by) == ("account", "warned", "Platform engineers", ())
    assert [entry.act for entry in audit.listed(viewer=company.margaret).entries] == ["warned"]


def test_it_can_be_about_a_text_that_bears_their_name(company: Company) -> None:
    own = answers.give(company.platform_question, text("Nonsense."), by=company.linus)
    warnings.warn(company.linus.id, rude(company, own), by=company.margaret)
    [seen] = warnings.mine(viewer=company.linus)
    assert (seen.post, seen.anchor) == (company.platform_question, f"answer-{own}")
    with pytest.raises(Invalid, match="bear this person's name"):
        warnings.warn(company.linus.id, rude(company, company.platform_question), by=company.margaret)


def test_it_does_not_tell_who_asked_anonymously(company: Company) -> None:
    hidden = questions.ask(question("Is he?", community=platform(company), is_anonymous=True), by=company.linus.id)
    own = answers.give(hidden, text("I mean it."), by=company.linus)
    said = list[str]()
    for person in (company.linus, company.ada):
        for about in (hidden, own):
            with pytest.raises(Invalid) as refusal:
                warnings.warn(person.id, rude(company, about), by=company.margaret)
            said.append(str(refusal.value))
    assert len(set(said)) == 1


def test_votes_wait_too(company: Company) -> None:
    warnings.warn(company.linus.id, rude(company), by=company.margaret)
    with pytest.raises(Invalid, match="warning to read"):
        votes.cast(company.kafka_tip, 1, by=company.linus)


def test_words_and_a_reason_are_needed() -> None:
    with pytest.raises(Invalid) as refusal:
        WarningDraft(reason="", words=" ")
    assert refusal.value.problems.keys() == {"reason", "words"}
