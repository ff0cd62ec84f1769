"""Who may see a file, and when it is forgotten."""

from datetime import timedelta

import pytest

from graph import clock, driver
from graph.communities import communities
from graph.errors import NotFound
from graph.ids import FileId
from graph.media import files
from graph.media.files import FileDraft
from graph.posts import answers, comments, questions, tips
from graph.posts.tips import TipDraft
from graph.viewers import Viewer
from graph.withdrawal import rules, withdrawals
from tests import company as stories
from tests.company import Company


def upload(company: Company, *, hash: str = "f00") -> FileId:
    """Let Linus upload a picture."""
    draft = FileDraft(hash=hash, name="lag.webp", media_type="image/webp", bytes=9, width=4, height=3)
    return files.upload(draft, by=company.linus.id)


def may_see(file: FileId, *viewers: Viewer) -> list[bool]:
    """Tell for each viewer whether they can get the file."""
    return [_is_there(file, viewer) for viewer in viewers]


def _is_there(file: FileId, viewer: Viewer) -> bool:
    try:
        return files.get(file, viewer=viewer).id == file
    except NotFound:
        return False


def test_until_a_post_uses_it_a_file_is_its_uploaders_own(company: Company) -> None:
    file = upload(company)
    assert may_see(file, company.linus, company.ada, company.tim) == [True, False, False]
    assert [one.id for one in files.mine(company.linus)] == [file]
    assert files.mine(company.ada) == ()


@pytest.mark.parametrize("where", ["answer", "comment", "comment on an answer", "question"])
def test_whoever_sees_the_post_sees_its_files(company: Company, where: str) -> None:
    file = upload(company)
    words = stories.text(f"See ![it](/files/{file}).")
    if where == "question":
        files.show_in_post(questions.ask(_question(words, None), by=company.linus.id))
    elif where == "answer":
        files.show_in_post(answers.give(company.kafka_question, words, by=company.linus))
    else:
        on = company.kafka_question if where == "comment" else company.kafka_answer
        files.show_in_post(comments.make(on, words, by=company.linus).id)
    assert may_see(file, company.tim, company.grace) == [True, True]


def test_a_file_in_a_closed_community_is_for_its_members(company: Company) -> None:
    file = upload(company)
    platform = communities.show(company.platform, viewer=company.ada).id
    files.show_in_post(questions.ask(_question(stories.text(f"[it](/files/{file}/x)"), platform), by=company.linus.id))
    assert may_see(file, company.ada, company.linus, company.tim) == [True, True, False]


def test_the_sweep_finds_what_a_page_missed(company: Company) -> None:
    file, begun = upload(company), clock.now()
    answers.give(company.kafka_question, stories.text(f"![it](/files/{file})"), by=company.linus)
    assert may_see(file, company.tim) == [False]
    for _ in range(2):
        files.show_in_changed_posts(since=begun)
    assert may_see(file, company.tim) == [True]


def test_what_nobody_uses_is_forgotten_and_what_is_used_stays(company: Company) -> None:
    used, unused, same = upload(company, hash="a"), upload(company, hash="b"), upload(company, hash="b")
    tip = TipDraft(title="Look", body=stories.text(f"![it](/files/{used})"), skills=(), community=None)
    files.show_in_post(tips.post(tip, by=company.linus.id))
    files.note_use(now=clock.now())
    assert files.unused(before=clock.now() - timedelta(days=1)) == ()
    orphans = {orphan.id: orphan for orphan in files.unused(before=clock.now())}
    assert set(orphans) == {unused, same}
    # The bytes may be deleted with the last file that uses them, not before.
    assert [files.forget(orphans[unused]), files.forget(orphans[same])] == [False, True]
    assert may_see(used, company.tim) == [True]


def test_who_knows_the_address_of_a_file_gains_nothing_by_writing_it_down(company: Company) -> None:
    file, begun = upload(company), clock.now()
    named = answers.give(company.kafka_question, stories.text(f"![it](/files/{file})"), by=company.tim)
    files.show_in_post(named)
    files.show_in_changed_posts(since=begun)
    assert may_see(file, company.tim, company.ada) == [False, False]
    files.show_in_post(named, by=company.linus.id)
    assert may_see(file, company.tim, company.ada) == [True, True]


def test_what_everybody_sees_can_be_shown_again_by_anybody(company: Company) -> None:
    file = upload(company)
    files.show_in_post(answers.give(company.kafka_question, stories.text(f"/files/{file}"), by=company.linus))
    tip = TipDraft(title="Again", body=stories.text(f"/files/{file}"), skills=(), community=None)
    again = tips.post(tip, by=company.tim.id)
    files.show_in_post(again)
    driver.write("MATCH (post:Post {id: $id}) DETACH DELETE post", id=company.kafka_question)
    assert may_see(file, company.ada) == [True]


def test_a_file_that_came_into_use_meanwhile_stays(company: Company) -> None:
    file = upload(company)
    files.note_use(now=clock.now())
    [orphan] = files.unused(before=clock.now())
    files.show_in_post(answers.give(company.kafka_question, stories.text(f"/files/{file}"), by=company.linus))
    assert not files.forget(orphan)
    assert may_see(file, company.tim) == [True]


def test_the_days_without_use_count_from_the_last_use(company: Company) -> None:
    file, long_ago = upload(company), clock.now() - timedelta(days=100)
    files.note_use(now=long_ago)
    answer = answers.give(company.kafka_question, stories.text(f"/files/{file}"), by=company.linus)
    files.show_in_post(answer)
    files.note_use(now=long_ago)
    withdrawals.withdraw(rules.outlook(answer, viewer=company.linus), by=company.linus)
    files.note_use(now=clock.now())
    assert files.unused(before=clock.now() - timedelta(days=90)) == ()
    assert [one.id for one in files.unused(before=clock.now())] == [file]


def test_a_deleted_post_leaves_its_file_to_its_uploader(company: Company) -> None:
    file = upload(company)
    answer = answers.give(company.kafka_question, stories.text(f"/files/{file}"), by=company.linus)
    files.show_in_post(answer)
    assert may_see(file, company.linus, company.tim) == [True, True]
    driver.write("MATCH (post:Post {id: $id}) DETACH DELETE post", id=company.kafka_question)
    assert may_see(file, company.linus, company.tim) == [True, False]


def _question(words, community):
    return questions.QuestionDraft(title="Why?", body=words, skills=(), community=community, is_anonymous=False)
