"""Margaret tells readers of the platform engineers' posts about Kafka what has changed."""

from datetime import timedelta

import pytest

from graph import clock, driver, viewers
from graph.communities import communities
from graph.curation import context_messages
from graph.curation.context_messages import ContextDraft
from graph.errors import Conflict, Forbidden, Invalid
from graph.ids import ContextMessageId, PostId
from graph.moderation import audit
from graph.posts import questions, sidebar
from graph.viewers import Viewer
from tests.company import Company, join, question, text

TODAY = clock.now().date()


def draft(words: str = "Kafka 4 is out.", *, days: int | None = None) -> ContextDraft:
    return ContextDraft(text=text(words), until=None if days is None else TODAY + timedelta(days=days))


def say(company: Company) -> ContextMessageId:
    return context_messages.say(company.platform, "Kafka", draft(), by=company.margaret)


def above(post: PostId, *, viewer: Viewer) -> list[str]:
    return [one.html for one in sidebar.of(post, viewer=viewer).contexts]


def test_it_is_above_the_posts_of_its_skill_in_its_community_only(company: Company) -> None:
    here = communities.show(company.platform, viewer=company.ada).id
    other = questions.ask(question("Where is the key?", "vault", community=here), by=company.ada.id)
    say(company)
    assert above(company.platform_question, viewer=company.linus) == ["<p>Kafka 4 is out.</p>"]
    assert above(other, viewer=company.linus) == above(company.kafka_question, viewer=company.linus) == []


@pytest.mark.parametrize("role", ["is_admin", "is_site_coach"])
def test_one_of_the_site_is_above_all_posts_of_its_skill(company: Company, role: str) -> None:
    barbara = viewers.get(join("Barbara", is_admin=role == "is_admin"))
    if role == "is_site_coach":
        driver.write("MATCH (one:Person {id: $id}) SET one.is_site_coach = true", id=barbara.id)
    context_messages.say(None, "kafka", draft(), by=barbara)
    for post in (company.platform_question, company.kafka_question, company.kafka_tip):
        assert len(above(post, viewer=company.linus)) == 1
    assert sidebar.of(company.kafka_tip, viewer=company.tim).contexts[0].community is None


def test_only_coaches_of_the_place_write_change_and_end(company: Company) -> None:
    id = say(company)
    for someone in (company.ada, company.tim, company.grace):
        for act in (
            lambda by: context_messages.listed(company.platform, viewer=by),
            lambda by: context_messages.say(company.platform, "tls", draft(), by=by),
            lambda by: context_messages.change(id, draft(), version=0, by=by),
            lambda by: context_messages.end(id, by=by),
            lambda by: context_messages.say(None, "tls", draft(), by=by),
        ):
            with pytest.raises(Forbidden):
                act(someone)
    for place in (None, "nowhere"):
        with pytest.raises(Forbidden):
            context_messages.say(place, "tls", draft(), by=company.margaret)


def test_it_ends_on_its_day_or_early_and_can_be_shown_again(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    id = say(company)
    for _ in range(2):
        context_messages.end(id, by=company.margaret)
    assert above(company.platform_question, viewer=company.ada) == []
    context_messages.change(id, draft(days=1), version=1, by=company.margaret)
    assert len(above(company.platform_question, viewer=company.ada)) == 1
    later = clock.now() + timedelta(days=2)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert above(company.platform_question, viewer=company.ada) == []
    acts = [one.act for one in audit.listed(viewer=company.margaret).entries]
    assert acts[:3] == ["changed_context", "ended_context", "wrote_context"]


def test_two_coaches_do_not_overwrite_each_other(company: Company) -> None:
    id = say(company)
    context_messages.change(id, draft("Kafka 4.1 is out."), version=0, by=company.margaret)
    with pytest.raises(Conflict):
        context_messages.change(id, draft("Nothing is out."), version=0, by=company.margaret)
    assert context_messages.get(id, viewer=company.margaret).text == "Kafka 4.1 is out."


def test_a_skill_has_one_message_in_a_place(company: Company) -> None:
    id = say(company)
    with pytest.raises(Conflict):
        say(company)
    context_messages.end(id, by=company.margaret)
    assert say(company) != id


def test_what_cannot_be_taken_is_refused(company: Company) -> None:
    for words, days in (("", None), ("x" * 1001, None), ("Fine.", -1), ("Fine.", 400)):
        with pytest.raises(Invalid):
            draft(words, days=days)
    with pytest.raises(Invalid, match="no such skill"):
        context_messages.say(company.platform, "Cobol", draft(), by=company.margaret)
