"""Posts with secrets: what a sweep finds in published texts, who sees it, and what coaches decide."""

import pytest

from graph import clock, driver, viewers
from graph.editing import edits
from graph.editing.edits import Edit
from graph.errors import NotFound
from graph.ids import AnswerId, CommunityId, PostId
from graph.media import captions, videos
from graph.media.videos import VideoDraft
from graph.moderation import audit
from graph.posts import answers, comments, texts
from graph.reviewing import queue, secrets, undoing
from graph.reviewing.items import Item
from graph.sensitive import found, reasons
from graph.viewers import Viewer
from graph.withdrawal import rules, withdrawals
from tests import company as stories
from tests.company import Company, text
from tests.graph.reviewing.desk import ask_among_engineers
from tests.graph.sensitive.samples import GITHUB, LIKELY


def waiting(viewer: Viewer) -> list[Item]:
    return [one for one in queue.waiting(viewer=viewer) if one.kind == "secret"]


def look() -> None:
    found.forget_gone()
    for ids, _until in found.changed(since=clock.EPOCH):
        for id in ids:
            found.look(id)


@pytest.fixture
def leak(company: Company) -> AnswerId:
    """An answer of Ada's with a token, among the platform engineers."""
    id = answers.give(company.platform_question, text(f"Try\n{GITHUB}"), by=company.ada)
    look()
    return id


def test_a_coach_learns_what_it_is_and_where_but_not_what_it_says(company: Company, leak: AnswerId) -> None:
    [item] = waiting(company.margaret)
    assert (item.id, item.text_kind, item.state) == (leak, "answer", "certain")
    assert item.found == (f"a GitHub token: ghp_…{GITHUB[-2:]}, line 2",)
    assert GITHUB not in str(driver.read("MATCH (found:SecretFinding) RETURN properties(found) AS all"))


def test_only_coaches_of_its_community_see_it_and_not_those_who_wrote_it(company: Company, leak: AnswerId) -> None:
    driver.write("MATCH (:Person {id: $id})-[m:MEMBER_OF]->() SET m.is_coach = true", id=company.ada.id)
    admin = viewers.get(stories.join("Katherine", is_admin=True))
    assert waiting(viewers.get(company.ada.id)) == waiting(admin) == []
    for stranger in (company.tim, company.linus, company.ada, admin):
        with pytest.raises(NotFound):
            secrets.allow(leak, by=stranger)


def test_what_a_coach_allowed_is_not_found_again(company: Company, leak: AnswerId) -> None:
    secrets.allow(leak, by=company.margaret)
    look()
    assert waiting(company.margaret) == []
    assert [one.act for one in audit.listed(viewer=company.margaret).entries] == ["allowed_secret"]
    with pytest.raises(NotFound):
        secrets.allow(leak, by=company.margaret)


def test_the_coach_who_allowed_it_can_look_again(company: Company, leak: AnswerId) -> None:
    secrets.allow(leak, by=company.margaret)
    for other in (company.linus, company.tim):
        with pytest.raises(NotFound):
            undoing.look_again(leak, by=other)
    undoing.look_again(leak, by=company.margaret)
    look()
    assert [one.id for one in waiting(company.margaret)] == [leak]
    with pytest.raises(NotFound):
        undoing.look_again(leak, by=company.margaret)


def test_another_secret_in_the_same_text_is_found(company: Company, leak: AnswerId) -> None:
    secrets.allow(leak, by=company.margaret)
    change(leak, f"{GITHUB}\n{LIKELY['password']}", by=company.ada)
    look()
    assert len(waiting(company.margaret)[0].found) == 2


def test_without_the_secret_nothing_waits(company: Company, leak: AnswerId) -> None:
    change(leak, "Try the token that you get from me.", by=company.ada)
    look()
    assert waiting(company.margaret) == []
    assert driver.read("MATCH (found:SecretFinding) RETURN found.about AS id") == []


def test_of_a_withdrawn_text_nothing_is_kept(company: Company, leak: AnswerId) -> None:
    withdrawals.withdraw(rules.outlook(PostId(leak), viewer=company.ada), by=company.ada)
    assert waiting(company.margaret) == []
    look()
    assert driver.read("MATCH (found:SecretFinding) RETURN found.about AS id") == []


def test_it_is_found_in_comments_titles_and_captions(company: Company) -> None:
    comments.make(PostId(company.platform_question), text(GITHUB), by=company.linus)
    ask_among_engineers(company, f"What is {GITHUB}?", by=company.ada)
    [place] = set(company.ada.audiences) - {"everyone"}
    draft = VideoDraft(
        title="Tokens",
        body=text(""),
        skills=(),
        community=CommunityId(place),
        url="https://vimeo.com/76979871",
        upload="",
    )
    video = videos.post(draft, by=company.linus.id)
    spoken = f"WEBVTT\n\n00:01.000 --> 00:04.000\nType {GITHUB}"
    captions.write_down(video, "sv", spoken, by=company.linus.id)
    look()
    items = waiting(company.margaret)
    assert {one.text_kind for one in items} == {"comment", "question", "video"}
    assert any(one.found[0].endswith("in the captions (sv)") for one in items)


def test_the_reason_of_whoever_published_it_stands_beside_it_without_a_name(company: Company) -> None:
    id = ask_among_engineers(company, "Who knows it?", by=company.linus, is_anonymous=True)
    driver.write("MATCH (post:Post {id: $id}) SET post.body = $body", id=id, body=LIKELY["card"])
    reasons.keep(id, "It is the card of our test shop.")
    look()
    [item] = waiting(company.margaret)
    assert (item.state, item.words) == ("personal", "It is the card of our test shop.")
    assert "Linus" not in str(item)


def test_the_anonymous_asker_sees_and_decides_like_any_coach(company: Company) -> None:
    id = ask_among_engineers(company, "Who knows it?", by=company.margaret, is_anonymous=True)
    driver.write("MATCH (post:Post {id: $id}) SET post.body = $body", id=id, body=GITHUB)
    look()
    assert [one.id for one in waiting(company.margaret)] == [id]
    secrets.allow(id, by=company.margaret)
    assert waiting(company.margaret) == []


def change(id: AnswerId, words: str, *, by: Viewer) -> None:
    now = texts.get(PostId(id), viewer=by)
    edits.make(Edit(of=now, title="", body=text(words), skills=(), is_cheat_sheet=False, summary=""), by=by)
