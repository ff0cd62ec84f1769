"""Sharing links, and checking them regularly."""

from datetime import timedelta

import pytest

from graph import cards, clock
from graph.communities import communities
from graph.errors import Forbidden, Invalid, NotFound
from graph.expertise import abilities, evidence
from graph.feed import home
from graph.finding import index_entries
from graph.ids import LinkId
from graph.media import files
from graph.media.files import FileDraft
from graph.people import contributions
from graph.posts import links
from graph.posts.links import LinkDraft
from graph.skills import skills
from tests import company as stories
from tests.company import Company

URL = "https://kafka.example/docs/lag?utm_source=mail#monitoring"


def draft(url: str = URL, *, title: str = "", body: str = "", community=None) -> LinkDraft:
    return LinkDraft(url=url, title=title, body=stories.text(body), skills=("Kafka",), community=community)


def share(company: Company, **fields: str) -> LinkId:
    return links.share(draft(**fields), by=company.ada.id)


def test_a_link_is_listed_and_shown_and_waits_to_be_read(company: Company) -> None:
    id = share(company, body="Read this first.")
    assert [card.id for card in links.listed(viewer=company.tim).cards] == [id]
    shown = links.show(id, viewer=company.tim)
    assert (shown.post.title, shown.host, shown.state) == ("kafka.example/docs/lag", "kafka.example", "waiting")
    assert links.waiting() == (id,)


def test_what_its_site_says_fills_the_title_unless_one_was_typed(company: Company) -> None:
    typed, untyped = share(company, title="My words"), share(company)
    for id in (typed, untyped):
        links.describe(id, title="Monitoring  lag", description="All about lag.")
    assert links.show(typed, viewer=company.tim).post.title == "My words"
    shown = links.show(untyped, viewer=company.tim)
    assert (shown.post.title, shown.description, shown.state) == ("Monitoring lag", "All about lag.", "read")
    assert [card.excerpt for card in cards.cards([untyped], viewer=company.tim)] == ["All about lag."]


@pytest.mark.parametrize("fragment", ["#/orders", "#!/orders"])
def test_a_page_of_an_application_is_a_page_of_its_own(company: Company, fragment: str) -> None:
    first = share(company, url="https://app.example/")
    other = share(company, url=f"https://app.example/{fragment}")
    found = {
        url: links.find_shared(f"https://www.app.example/{url}", viewer=company.ada)
        for url in ("#top", f"?utm_source=x{fragment}", "#/another")
    }
    assert [one and one.id for one in found.values()] == [first, other, None]
    assert links.show(other, viewer=company.ada).post.title == f"app.example{fragment}"


def test_its_picture_is_for_those_who_see_the_link(company: Company) -> None:
    platform = communities.show(company.platform, viewer=company.ada).id
    id = links.share(draft(community=platform), by=company.ada.id)
    picture = FileDraft(hash="f", name="p.jpg", media_type="image/jpeg", bytes=1, width=1, height=1)
    files.attach(picture, to=id, role="picture")
    again = files.attach(picture, to=id, role="picture")
    assert links.show(id, viewer=company.linus).picture == again
    assert cards.cards([id], viewer=company.linus)[0].picture == again
    assert files.get(again, viewer=company.linus).name == "p.jpg"
    with pytest.raises(NotFound):
        files.get(again, viewer=company.tim)


def test_a_link_in_a_closed_community_is_for_its_members(company: Company) -> None:
    platform = communities.show(company.platform, viewer=company.ada).id
    id = links.share(draft(community=platform), by=company.ada.id)
    assert links.find_shared(URL, viewer=company.linus) is not None
    assert links.find_shared(URL, viewer=company.tim) is None
    assert links.listed(viewer=company.tim).cards == ()
    for refused in (links.show, cards.kind_of):
        with pytest.raises(NotFound):
            refused(id, viewer=company.tim)
    with pytest.raises(NotFound):
        links.visit(id, by=company.tim)
    with pytest.raises(Forbidden):
        links.share(draft(community=platform), by=company.tim.id)


@pytest.mark.parametrize("same", ["http://www.Kafka.example/docs/lag/", "https://kafka.example/docs/lag"])
def test_the_same_page_is_known_again(company: Company, same: str) -> None:
    id = share(company)
    assert links.find_shared(same, viewer=company.tim) == links.Shared(id=id, title="kafka.example/docs/lag")
    assert links.find_shared("https://kafka.example/docs", viewer=company.tim) is None


@pytest.mark.parametrize(
    "url",
    ["", "kafka.example", "ftp://kafka.example", "javascript:alert(1)", "https://", "https://a b", "https://me:pw@a.b"],
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(Invalid) as refused:
        draft(url)
    assert set(refused.value.problems) == {"url"}


def test_clicks_are_counted(company: Company) -> None:
    id = share(company)
    for _ in range(3):
        links.visit(id, by=company.tim)
    assert links.show(id, viewer=company.ada).clicks == 3


def test_a_page_counts_as_broken_when_it_is_gone_or_silent_twice(company: Company) -> None:
    gone, silent = share(company), share(company)
    for id in (gone, silent):
        links.describe(id, title="", description="")
    links.note_failure(gone, "It is gone.", is_final=True)
    links.note_failure(silent, "It is silent.", is_final=False)
    assert [links.show(id, viewer=company.tim).state for id in (gone, silent)] == ["broken", "read"]
    links.note_failure(silent, "It is silent.", is_final=False)
    assert links.show(silent, viewer=company.tim).state == "broken"
    links.note_alive(silent)
    assert links.show(silent, viewer=company.tim).state == "read"
    links.note_unread(gone, "It wants a sign-in.")
    assert links.show(gone, viewer=company.tim).state == "unread"


def test_a_page_is_checked_a_week_later_and_not_before(company: Company) -> None:
    id = share(company)
    assert links.due(before=clock.now() - timedelta(days=7)) == ()
    assert links.due(before=clock.now() + timedelta(days=7)) == (id,)


def test_a_link_is_found_weighed_and_shown_where_posts_are(company: Company) -> None:
    id = share(company, body="Lag explained.")
    links.describe(id, title="Monitoring", description="By example.")
    evidence.weigh(id)
    assert [(one.slug, one.evidence) for one in abilities.of(company.ada.id, viewer=company.tim)] == [("kafka", 1)]
    # A recount adds her answer and her tip.
    evidence.recount()
    assert [(one.slug, one.evidence) for one in abilities.of(company.ada.id, viewer=company.tim)] == [("kafka", 3)]
    [thing] = index_entries.find("link", [id])
    assert (thing.title, thing.body) == ("Monitoring", "Lag explained.\n\nBy example.\n\nkafka.example")
    assert [one.key for one in index_entries.every("link")] == [id]
    assert id in index_entries.changed("link", since=clock.now() - timedelta(minutes=1))
    assert id in [card.id for card in home.newest(company.tim).cards]
    assert id in [card.id for card in skills.posts("kafka", viewer=company.tim, before=clock.FAR_FUTURE).cards]
    assert id in [
        card.id for card in contributions.of(company.ada.id, viewer=company.tim, before=clock.FAR_FUTURE).cards
    ]
