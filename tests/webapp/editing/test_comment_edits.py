"""Pages on which people change their comments."""

from collections.abc import Callable

from graph.ids import CommentId
from graph.posts import comments
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company
from tests.webapp.client import Browser

Open = Callable[[Viewer], Browser]


def comment(company: Company) -> CommentId:
    return comments.make(company.kafka_tip, stories.text("Which version?"), by=company.tim).id


def test_an_edited_comment_says_so_and_leads_to_its_history(as_: Open, company: Company) -> None:
    tim, id = as_(company.tim), comment(company)
    assert "Which version?" in tim.get(f"/comments/{id}/edit").text
    page = tim.send(f"/comments/{id}/edit", body="Which version of Kafka?", version="1").text
    assert "Which version of Kafka?" in page
    assert f"/texts/{id}/history" in page
    history = as_(company.ada).get(f"/texts/{id}/history").text
    assert "Tim" in history
    assert "Revision 2" in history


def test_what_was_typed_stays_if_it_is_refused(as_: Open, company: Company) -> None:
    tim, id = as_(company.tim), comment(company)
    long = tim.send(f"/comments/{id}/edit", body="long " * 300, version="1")
    assert (long.status_code, "long long" in long.text) == (422, True)
    tim.send(f"/comments/{id}/edit", body="Which one?", version="1")
    outrun = tim.send(f"/comments/{id}/edit", body="Which version of Kafka?", version="1")
    assert (outrun.status_code, "Which one?" in outrun.text) == (409, True)
    assert "Which version of Kafka?" in outrun.text


def test_nobody_edits_the_comments_of_others(as_: Open, company: Company) -> None:
    assert as_(company.ada).get(f"/comments/{comment(company)}/edit").status_code == 403
