"""The page on which a coach changes who can see a community, and what a stranger finds afterwards."""

from collections.abc import Callable

import pytest

from graph.communities import communities, memberships
from graph.communities.communities import CommunityDraft
from graph.feed import feed_addresses, follows
from graph.posts import answers, questions, tips
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company
from tests.webapp.client import Browser
from tests.webapp.crawl import crawl
from workers.expertise import evidence
from workers.finding import indexing

Open = Callable[[Viewer], Browser]

SECRETS = ("vaultkeeper", "Zanzibar")


@pytest.fixture
def keepers(company: Company) -> str:
    """A public community of Margaret, which Ada has joined and Tim follows, with posts, answers and evidence."""
    draft = CommunityDraft(name="Keepers", purpose="Keep.", visibility="public")
    slug = communities.found(draft, by=company.margaret.id)
    memberships.join(slug, by=company.ada.id)
    here = communities.show(slug, viewer=company.margaret).id
    follows.follow("community", here, by=company.tim)
    asked = questions.ask(stories.question("Who is the vaultkeeper?", "kafka", community=here), by=company.margaret.id)
    draft_of_tip = tips.TipDraft(
        title="The vaultkeeper knows", body=stories.text("Zanzibar."), skills=("Kafka",), community=here
    )
    for proof in (
        answers.give(asked, stories.text("Zanzibar."), by=company.ada),
        tips.post(draft_of_tip, by=company.ada.id),
    ):
        evidence.weigh(proof)
    indexing.rebuild(lambda _things: None)
    return slug


def test_the_page_says_who_would_see_what_and_then_does_it(as_: Open, company: Company, keepers: str) -> None:
    margaret, address = as_(company.margaret), f"/communities/{keepers}/visibility"
    preview = margaret.get(f"{address}?visibility=private").text
    assert "Only members can read its 2 posts" in preview
    assert "3 people lose access." in preview
    assert "Its 2 members stay, and are told." in preview
    page = margaret.send(address, visibility="private", since="public")
    assert page.request.path == f"/communities/{keepers}"
    assert "Private" in page.text
    assert as_(company.tim).get(f"/communities/{keepers}").text.count("vaultkeeper") == 0
    preview = margaret.get(f"{address}?visibility=public").text
    assert "also what was written for members only" in preview
    assert "3 more people have access." in preview


def test_a_hidden_one_gets_another_address(as_: Open, company: Company, keepers: str) -> None:
    margaret, address = as_(company.margaret), f"/communities/{keepers}/visibility"
    assert "links to the present one stop working" in margaret.get(f"{address}?visibility=hidden").text
    page = margaret.send(address, visibility="hidden", since="public")
    assert page.request.path.startswith("/communities/keepers-")
    assert as_(company.tim).get(page.request.path).status_code == 404
    assert margaret.get(address).status_code == 403


def test_what_cannot_be_done_is_said(as_: Open, company: Company, keepers: str) -> None:
    margaret, address = as_(company.margaret), f"/communities/{keepers}/visibility"
    assert "nothing would change" in margaret.get(f"{address}?visibility=public").text
    unknown = margaret.send(address, visibility="secret", since="public")
    assert (unknown.status_code, "Choose who can see the community." in unknown.text) == (422, True)
    late = margaret.send(address, visibility="hidden", since="private")
    assert (late.status_code, "Another coach has changed this" in late.text) == (409, True)
    for other in (company.ada, company.tim):
        assert as_(other).get(address).status_code == 403
        assert as_(other).send(address, visibility="private", since="public").status_code == 403


@pytest.mark.parametrize("is_away", [True, False], ids=["while the queue is away", "once everything has followed"])
def test_a_stranger_finds_nothing_of_it_any_more(as_: Open, company: Company, keepers: str, *, is_away: bool) -> None:
    tim = as_(company.tim)
    token = feed_addresses.renew(by=company.tim.id, secret=str(tim.application.secret_key))
    assert "vaultkeeper" in tim.get("/search?q=vaultkeeper").text.partition("<main")[2]
    as_(company.margaret).send(f"/communities/{keepers}/visibility", visibility="private", since="public")
    if not is_away:
        indexing.index_community(keepers)
        evidence.recount_community(keepers)
    found = crawl(
        tim,
        *("/", "/search?q=kafka", "/search?q=keepers", "/digest", "/inbox", "/skills/kafka", "/experts?skills=kafka"),
        *(f"/people/{company.ada.id}", f"/people/{company.ada.id}/skills/kafka", f"/communities/{keepers}"),
        *(f"/feeds/{token}/{feed}.atom" for feed in ("questions", "skills/kafka", f"communities/{keepers}")),
        *("/search/suggestions?q=vault", "/questions", "/tips"),
    )
    for path, (_, text) in found.items():
        assert not [word for word in SECRETS if word in text], path
    # How many results there are is late with the index. What they are never is.
    assert is_away or "0 results" in tim.get("/search?q=Zanzibar").text
