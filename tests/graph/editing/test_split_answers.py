"""Barbara, an admin, makes Tim's answer to Linus's question a question by Tim, because it asks something else."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from graph import driver, viewers
from graph.editing import edits, merged_questions, revisions, split_answers, suggested_edits
from graph.editing.edits import Edit
from graph.editing.split_answers import SplitDraft
from graph.errors import Conflict, Forbidden, Invalid, NotFound
from graph.expertise import evidence, thanks
from graph.ids import AnswerId, QuestionId
from graph.moderation import audit
from graph.notifications import inbox, notifications
from graph.posts import answers, comments, questions, texts, votes
from graph.reporting import reports
from graph.viewers import Viewer
from graph.withdrawal import restoration, rules, withdrawals
from tests import company as stories
from tests.company import Company, text

DRAFT = SplitDraft(title="Why does our own consumer lag?", skills=("kafka", "tls"))


@pytest.fixture
def barbara(company: Company) -> Viewer:
    return viewers.get(stories.join("Barbara", is_admin=True))


@pytest.fixture
def question(company: Company) -> QuestionId:
    return questions.ask(stories.question("Consumer lag, why?", "kafka"), by=company.linus.id)


@pytest.fixture
def answer(company: Company, question: QuestionId) -> AnswerId:
    return answers.give(question, text("We have that too, but with TLS."), by=company.tim)


def split(answer: AnswerId, barbara: Viewer) -> QuestionId:
    return split_answers.split_off(answer, DRAFT, by=barbara).question


def withdraw(id: AnswerId, *, by: Viewer) -> withdrawals.WithdrawalId:
    return withdrawals.withdraw(rules.outlook(id, viewer=by), by=by)


def test_it_becomes_a_question_by_its_author(company: Company, barbara: Viewer, answer: AnswerId) -> None:
    post = questions.show(split(answer, barbara), viewer=company.linus).post
    assert (post.title, post.html) == (DRAFT.title, text("We have that too, but with TLS.").html)
    assert post.author
    assert (post.author.name, post.is_anonymous, post.score) == ("Tim", False, 0)
    assert [skill.name for skill in post.skills] == ["kafka", "tls"]


def test_it_waits_for_answers_and_so_does_the_one_it_was_on(
    company: Company, barbara: Viewer, question: QuestionId, answer: AnswerId
) -> None:
    new = split(answer, barbara)
    waiting = [card.id for card in questions.listed("unanswered", viewer=company.ada).cards]
    assert {new, question} <= set(waiting)
    assert not any(questions.is_matched(one, viewer=company.ada) for one in (new, question))


def test_a_line_where_it_was_leads_there_and_back(
    company: Company, barbara: Viewer, question: QuestionId, answer: AnswerId
) -> None:
    new, shown = split(answer, barbara), questions.show(question, viewer=company.ada)
    [line] = shown.withdrawn
    assert line.became
    assert (shown.count, line.id, line.is_split, line.became.id) == (0, answer, True, new)
    begun = questions.show(new, viewer=company.ada).split_from
    assert begun
    assert begun.id == question


def test_the_line_names_it_only_to_those_who_may_see_it(
    company: Company, barbara: Viewer, question: QuestionId, answer: AnswerId
) -> None:
    new = split(answer, barbara)
    driver.write("MATCH (post:Post {id: $new}) SET post.audience = 'others'", new=new)
    [line] = questions.show(question, viewer=company.ada).withdrawn
    assert (line.is_split, line.became) == (True, None)


def test_comments_and_thanks_go_along_and_votes_do_not(company: Company, barbara: Viewer, answer: AnswerId) -> None:
    comments.make(answer, text("Which version?"), by=company.linus)
    thanks.give(company.tim.id, on=answer, by=company.ada)
    votes.cast(answer, -1, by=company.ada)
    new = split(answer, barbara)
    shown = questions.show(new, viewer=company.ada)
    assert (shown.post.comments.count, shown.post.score) == (1, 0)
    assert driver.read("MATCH (:Thanks)-[:THANKS_FOR]->(post:Post {id: $new}) RETURN post.id AS id", new=new)


def test_its_history_goes_along(company: Company, barbara: Viewer, answer: AnswerId) -> None:
    edits.make(edit(answer, "We have that, with TLS.", viewer=company.tim), by=company.tim)
    history = revisions.of(split(answer, barbara), viewer=company.tim)
    assert [(one.number, one.title) for one in history.revisions] == [(2, DRAFT.title), (1, DRAFT.title)]


def edit(id: AnswerId, body: str, *, viewer: Viewer) -> Edit:
    text_of = texts.get(id, viewer=viewer)
    return Edit(of=text_of, title="", body=text(body), skills=(), is_cheat_sheet=False, summary="Shorter")


def test_it_is_no_evidence_any_more(company: Company, barbara: Viewer, answer: AnswerId) -> None:
    evidence.weigh(answer)
    split(answer, barbara)
    evidence.weigh(answer)
    known = "MATCH (:Person {id: $tim})-[knows:KNOWS]->(:Skill) RETURN knows.evidence AS evidence"
    assert driver.read(known, tim=company.tim.id) == []


def test_nothing_of_its_words_stays_when_its_author_withdraws_it(
    company: Company, barbara: Viewer, answer: AnswerId
) -> None:
    withdraw(AnswerId(split(answer, barbara)), by=company.tim)
    words = "MATCH (answer:Answer {id: $id}) RETURN answer.body + answer.html AS words"
    assert driver.read(words, id=answer) == [{"words": ""}]


def test_a_withdrawn_comment_comes_back_on_the_new_question(
    company: Company, barbara: Viewer, answer: AnswerId
) -> None:
    made = comments.make(answer, text("Which version?"), by=company.linus).id
    act = withdraw(AnswerId(made), by=company.linus)
    new = split(answer, barbara)
    restoration.undo(act, by=company.linus)
    assert questions.show(new, viewer=company.ada).post.comments.count == 1


def test_reports_of_it_are_about_the_question(company: Company, barbara: Viewer, answer: AnswerId) -> None:
    reports.report(answer, reports.ReportDraft(reason="spam"), by=company.ada)
    new = split(answer, barbara)
    found = driver.read("MATCH (report:Report) RETURN report.about AS about, report.of AS of, report.post AS post")
    assert found == [{"about": new, "of": "question", "post": new}]


def test_its_author_is_told(company: Company, barbara: Viewer, answer: AnswerId) -> None:
    new = split(answer, barbara)
    notifications.note(new)
    [line] = [one for one in inbox.page("all", viewer=company.tim).lines if one.what == "split_off"]
    assert line.title == DRAFT.title


def test_others_may_not(company: Company, answer: AnswerId) -> None:
    for other in (company.linus, company.tim, company.margaret):
        with pytest.raises(Forbidden):
            split(answer, other)
    hidden = answers.give(company.platform_question, text("Ask us."), by=company.margaret)
    with pytest.raises(NotFound):
        split(hidden, company.tim)
    assert split(hidden, company.margaret)


def test_an_accepted_or_discussed_answer_stays(company: Company, barbara: Viewer, answer: AnswerId) -> None:
    id = suggested_edits.suggest(edit(answer, "We have that.", viewer=company.ada), by=company.ada)
    with pytest.raises(Conflict, match="suggested an edit"):
        split(answer, barbara)
    suggestion = suggested_edits.show(id, viewer=company.tim)
    suggested_edits.decline(suggestion, texts.get(answer, viewer=company.tim), "No.", by=company.tim)
    answers.accept(answer, by=company.linus.id)
    with pytest.raises(Conflict, match="accepted"):
        split(answer, barbara)


def test_an_anonymous_question_keeps_its_answers(company: Company, barbara: Viewer) -> None:
    nameless = questions.ask(stories.question("Lag?", "kafka", is_anonymous=True), by=company.linus.id)
    for one in (company.linus, company.tim):
        with pytest.raises(Conflict, match="anonymous"):
            split(answers.give(nameless, text("Sleep."), by=one), barbara)


def test_it_needs_a_title() -> None:
    with pytest.raises(Invalid):
        SplitDraft(title=" ", skills=())


def test_of_two_at_once_one_splits_it_off(company: Company, barbara: Viewer, answer: AnswerId) -> None:
    def attempt(_: int) -> bool:
        try:
            split(answer, barbara)
        except (Conflict, NotFound):
            return False
        return True

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(attempt, range(2))) == [False, True]
    assert [one.act for one in audit.listed(viewer=barbara).entries].count("split_off_answer") == 1


def test_it_can_be_merged_back(company: Company, barbara: Viewer, question: QuestionId, answer: AnswerId) -> None:
    new = split(answer, barbara)
    merged_questions.merge(new, question, by=barbara)
    shown = questions.show(question, viewer=company.ada)
    assert [one.id for one in shown.merged] == [new]
