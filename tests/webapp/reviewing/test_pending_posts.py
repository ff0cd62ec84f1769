"""Margaret decides with one key about what waits to be published, and its author reads why it isn't."""

from collections.abc import Callable
from dataclasses import replace

from graph.approvals import decisions, pending_posts
from graph.approvals.sent_drafts import AnswerDraft
from graph.communities import memberships
from graph.ids import TipId
from graph.posts import questions, tips
from graph.viewers import Viewer
from tests.company import Company, text
from tests.graph.approvals.waiting import ask, look_at, send, sent, tip
from tests.webapp.client import Browser

As = Callable[[Viewer], Browser]


def test_the_queue_shows_what_waits_and_why(as_: As, company: Company) -> None:
    look_at(company)
    send(tip(company), by=company.linus)
    page = as_(company.margaret).get("/review").text
    for words in ("Rotate keys with make", "`make keys`", "one of the first posts", "Linus", "To publish"):
        assert words in page


def test_of_an_anonymous_question_it_shows_no_name(as_: As, company: Company) -> None:
    look_at(company)
    id = send(ask(company, is_anonymous=True), by=company.linus)
    for path in ("/review", f"/pending-posts/{id}"):
        page = as_(company.margaret).get(path).text
        assert "Who has the root key?" in page
        assert "Anonymous" in page
        assert "Linus" not in page


def test_one_key_publishes_it(as_: As, company: Company) -> None:
    look_at(company)
    id = send(tip(company), by=company.linus)
    page = as_(company.margaret).send("/review/approval", item=f"pending:{id}-1")
    assert "Nothing waits for you" in page.text
    assert tips.show(TipId(id), viewer=company.ada)


def test_its_author_reads_the_words_of_the_coach(as_: As, company: Company) -> None:
    look_at(company)
    id = send(ask(company), by=company.linus)
    assert "what you have tried, and send it again." in as_(company.margaret).get("/review").text
    assert as_(company.margaret).send("/review/refusal", item=f"pending:{id}-1", words=" ").status_code == 422
    as_(company.margaret).send("/review/refusal", item=f"pending:{id}-1", words="Look in the wiki.")
    assert sent(id, by=company.linus).words == "Look in the wiki."


def test_several_are_published_at_once(as_: As, company: Company) -> None:
    look_at(company, "all")
    answer = AnswerDraft(question=company.platform_question, body=text("By hand."))
    keys = [f"pending:{send(draft, by=company.linus)}-1" for draft in (tip(company), ask(company), answer)]
    margaret = as_(company.margaret)
    page = margaret.post("/review/approval", data={"csrf_token": margaret.token(), "kind": "pending", "item": keys})
    assert page.status_code == 303
    assert not decisions.waiting(viewer=company.margaret)
    assert questions.show(company.platform_question, viewer=company.ada).count == 1


def test_what_was_changed_meanwhile_is_another_item(as_: As, company: Company) -> None:
    look_at(company)
    id = send(tip(company), by=company.linus)
    pending_posts.hold(tip(company, "Buy shoes"), "first_posts", instead_of=id, by=company.linus)
    page = as_(company.margaret).send("/review/approval", item=f"pending:{id}-1")
    assert "This no longer waits for you." in page.text
    assert "Buy shoes" in page.text


def test_what_cannot_be_published_says_why(as_: As, company: Company) -> None:
    look_at(company)
    id = send(tip(company), by=company.linus)
    memberships.remove(company.platform, company.linus.id, by=company.margaret.id)
    page = as_(company.margaret).send("/review/approval", item=f"pending:{id}-1")
    assert page.status_code == 422
    assert "no longer a member" in page.text


def test_others_decide_nothing(as_: As, company: Company) -> None:
    look_at(company)
    id = send(replace(ask(company), own_answer=None), by=company.linus)
    for someone in (company.linus, company.ada, company.tim):
        assert as_(someone).send("/review/approval", item=f"pending:{id}-1").status_code == 403
    assert sent(id, by=company.linus).state == "waiting"
