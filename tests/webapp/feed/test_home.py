"""Home."""

from collections.abc import Callable

from graph import viewers
from graph.driver import write
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company
from tests.webapp.client import Browser


def test_home_says_why_a_post_concerns_me(as_: Callable[[Viewer], Browser], company: Company) -> None:
    tim = as_(company.tim)
    assert "For you" not in tim.get("/").text
    tim.send("/follows/skill/kafka", follow="1")
    assert "One of your skills: kafka" in tim.get("/").text
    assert tim.send("/home/seen").request.path == "/"


def test_only_i_see_what_became_of_what_i_shared(as_: Callable[[Viewer], Browser], company: Company) -> None:
    tim, ada = as_(company.tim), as_(company.ada)
    tim.send(f"/posts/{company.kafka_tip}/views")
    assert "viewed once" in ada.get("/").text
    assert "viewed once" not in tim.get(f"/people/{company.ada.id}").text
    assert tim.send(f"/posts/{company.platform_question}/views").status_code == 204


def test_an_empty_site_asks_for_its_first_post_and_its_admin_for_colleagues(
    as_: Callable[[Viewer], Browser], company: Company
) -> None:
    write("MATCH (post:Post) DETACH DELETE post")
    home = as_(company.linus).get("/").text
    assert "Post the first one." in home
    assert "Invite your colleagues" not in home
    barbara = viewers.get(stories.join("Barbara", is_admin=True))
    assert "Invite your colleagues" in as_(barbara).get("/").text
