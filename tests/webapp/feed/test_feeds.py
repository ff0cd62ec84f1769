"""Feeds in Atom: open to whoever has the private address, and to nobody else."""

from collections.abc import Callable
from datetime import datetime
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from graph import driver
from graph.communities import memberships
from graph.feed import feed_addresses
from graph.freshness import freshness
from graph.people import employment
from graph.posts import questions
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company
from tests.webapp.client import Browser
from webapp.limits import feed_reads

SECRET = "a secret that only the tests know"
ATOM = "{http://www.w3.org/2005/Atom}"
QUESTIONS = "/questions.atom"

SignIn = Callable[[Viewer], Browser]


def address(viewer: Viewer) -> str:
    """Make someone's address, and return what all of their feeds begin with."""
    return f"/feeds/{feed_addresses.renew(by=viewer.id, secret=SECRET)}"


def read(browser: Browser, path: str) -> Element:
    """Return a feed after checking what RFC 4287 demands: ids, titles, times and authors, and links that lead away."""
    response = browser.get(path)
    assert (response.status_code, response.mimetype) == (200, "application/atom+xml")
    feed: Element = fromstring(response.data)
    assert feed.tag == f"{ATOM}feed"
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    for one in (feed, *feed.iter(f"{ATOM}entry")):
        assert all(one.findtext(f"{ATOM}{name}") for name in ("id", "title"))
        assert datetime.fromisoformat(one.findtext(f"{ATOM}updated") or "").tzinfo
        assert [link.get("href", "")[:17] for link in one.findall(f"{ATOM}link")] == ["http://localhost/"]
    ids = [one.findtext(f"{ATOM}id") for one in (feed, *feed.iter(f"{ATOM}entry"))]
    assert len(set(ids)) == len(ids)
    return feed


def titles(feed: Element) -> list[str]:
    return [entry.findtext(f"{ATOM}title") or "" for entry in feed.iter(f"{ATOM}entry")]


def gone(browser: Browser, *paths: str) -> None:
    """Check that these answer 404, twice and all in the same words."""
    told = [browser.get(path) for path in (*paths, *paths)]
    assert {one.status_code for one in told} == {404}
    assert len({one.text for one in told}) == 1
    assert "This feed doesn&#39;t exist, or its address has been replaced or revoked." in told[0].text


def test_a_program_reads_what_its_owner_may_see(stranger: Browser, company: Company) -> None:
    feed = read(stranger, address(company.ada) + QUESTIONS)
    assert titles(feed) == ["How do we rotate the cluster's certificates?", "Why does my Kafka consumer lag?"]
    entry = feed.findall(f"{ATOM}entry")[1]
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Grace"
    assert entry.findtext(f"{ATOM}summary") == "Why does my Kafka consumer lag? I tried the obvious."
    assert entry.find(f"{ATOM}link[@href='http://localhost/questions/{company.kafka_question}']") is not None
    assert titles(read(stranger, address(company.tim) + QUESTIONS)) == ["Why does my Kafka consumer lag?"]


def test_a_skill_and_a_community_have_feeds(stranger: Browser, company: Company) -> None:
    here = address(company.linus)
    skill, community = (read(stranger, f"{here}/{it}.atom") for it in ("skills/tls", f"communities/{company.platform}"))
    assert skill.findtext(f"{ATOM}title") == "tls · Guildhall"
    assert community.findtext(f"{ATOM}title") == "Platform engineers · Guildhall"
    assert titles(skill) == titles(community) == ["How do we rotate the cluster's certificates?"]


def test_who_is_signed_in_does_not_matter_and_nobody_is_signed_in_by_it(as_: SignIn, company: Company) -> None:
    assert len(titles(read(as_(company.ada), address(company.tim) + QUESTIONS))) == 1


def test_reading_a_feed_opens_no_session(stranger: Browser, company: Company) -> None:
    here = address(company.ada)
    response = stranger.get(here + QUESTIONS)
    assert "Set-Cookie" not in response.headers
    assert stranger.get("/questions").location == "/sign-in?next=/questions"
    assert stranger.post(here + QUESTIONS).location == "/sign-in"


def test_every_wrong_address_is_refused_in_the_same_words(stranger: Browser, company: Company) -> None:
    here, replaced = address(company.tim), address(company.grace)
    address(company.grace)
    gone(
        stranger,
        "/feeds/wrong/questions.atom",
        replaced + QUESTIONS,
        f"{here}/skills/tls.atom",
        f"{here}/skills/nothing.atom",
        f"{here}/communities/{company.platform}.atom",
        f"{here}/communities/nothing.atom",
    )


def test_someone_who_has_left_has_no_feeds(stranger: Browser, company: Company) -> None:
    here = address(company.linus)
    assert titles(read(stranger, here + QUESTIONS))
    employment.leave(company.linus.id, by=stories.join("Barbara", is_admin=True))
    gone(stranger, here + QUESTIONS, f"{here}/skills/kafka.atom", "/feeds/wrong/questions.atom")


def test_what_one_may_no_longer_see_leaves_the_feed_at_once(stranger: Browser, company: Company) -> None:
    here = address(company.linus)
    assert len(titles(read(stranger, here + QUESTIONS))) == 2
    memberships.leave(company.platform, by=company.linus.id)
    assert titles(read(stranger, here + QUESTIONS)) == ["Why does my Kafka consumer lag?"]
    gone(stranger, f"{here}/communities/{company.platform}.atom", f"{here}/skills/tls.atom")
    freshness.retire(company.kafka_question, by=company.grace)
    assert titles(read(stranger, here + QUESTIONS)) == []


def test_an_anonymous_asker_has_no_name_not_even_in_their_own_feed(stranger: Browser, company: Company) -> None:
    questions.ask(stories.question("Am I alone?", "kafka", is_anonymous=True), by=company.linus.id)
    for viewer in (company.linus, company.ada):
        here = address(viewer)
        for path in (QUESTIONS, "/skills/kafka.atom"):
            feed = read(stranger, here + path)
            assert titles(feed)[0] == "Am I alone?"
            assert feed.findall(f"{ATOM}entry")[0].find(f"{ATOM}author") is None
            assert "Linus" not in stranger.get(here + path).text


def test_what_people_write_is_text_in_a_feed(stranger: Browser, company: Company) -> None:
    hostile = "<b>&amp; ]]> \"quotes\" 'and' \u0416 🦉"
    id = questions.ask(stories.question(hostile, "kafka"), by=company.grace.id)
    driver.write("MATCH (post:Post {id: $id}) SET post.excerpt = $text", id=id, text="Bell\x07 and \x00 zero")
    feed = read(stranger, address(company.tim) + QUESTIONS)
    assert titles(feed)[0] == hostile
    assert feed.findtext(f"{ATOM}entry/{ATOM}summary") == "Bell and  zero"


def test_a_program_that_has_it_already_gets_304_until_something_changes(stranger: Browser, company: Company) -> None:
    path = address(company.tim) + QUESTIONS
    first = stranger.get(path)
    assert {"private", "no-cache"} <= set(first.headers["Cache-Control"].split(", "))
    for name, header in (("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified")):
        again = stranger.get(path, headers={name: first.headers[header]})
        assert (again.status_code, again.data) == (304, b"")
    freshness.retire(company.kafka_question, by=company.grace)
    changed = stranger.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (changed.status_code, titles(fromstring(changed.data))) == (200, [])


def test_a_feed_does_not_contain_or_give_away_its_address(stranger: Browser, company: Company) -> None:
    here = address(company.tim)
    response = stranger.get(here + QUESTIONS)
    assert here.removeprefix("/feeds/") not in response.text
    assert response.headers["Referrer-Policy"] == "no-referrer"


def test_far_too_many_reads_of_one_address_are_refused(stranger: Browser, company: Company) -> None:
    here, other = address(company.tim), address(company.ada)
    limit = int(feed_reads.OF_ONE_ADDRESS.partition(" ")[0])
    paths = [f"{here}{QUESTIONS}", f"{here}/skills/kafka.atom"] * (limit // 2)
    assert {stranger.get(path).status_code for path in paths} == {200}
    assert [stranger.get(path).status_code for path in (*paths[:2], other + QUESTIONS)] == [429, 429, 200]


def test_a_place_that_asks_for_wrong_addresses_without_end_is_refused(stranger: Browser, company: Company) -> None:
    limit = int(feed_reads.FAILED_FROM_ONE_PLACE.partition(" ")[0])
    told = [stranger.get(f"/feeds/wrong{number}/questions.atom").status_code for number in range(limit + 1)]
    assert (set(told[:-1]), told[-1]) == ({404}, 429)


def test_the_address_is_made_shown_replaced_and_revoked_on_the_page(
    as_: SignIn, stranger: Browser, company: Company
) -> None:
    tim = as_(company.tim)
    assert "Make an address" in tim.get("/feeds").text
    first = shown(tim.send("/feeds?skill=kafka").text)
    assert [path.rpartition("/")[2] for path in first] == ["questions.atom", "kafka.atom"]
    assert all(titles(read(stranger, path)) for path in first)
    assert shown(tim.get("/feeds?skill=kafka").text) == first
    second = shown(tim.send("/feeds").text)
    gone(stranger, *first)
    assert titles(read(stranger, second[0]))
    assert "no longer works" in tim.send("/feeds/revocation").text
    gone(stranger, *second)
    assert shown(tim.get("/feeds").text) == []


def shown(page: str) -> list[str]:
    """Return the paths of the feeds on a page."""
    fields = page.split("readonly")[:-1]
    return [field.rpartition('value="http://localhost')[2].partition('"')[0] for field in fields]


def test_pages_lead_to_the_address(as_: SignIn, company: Company) -> None:
    linus = as_(company.linus)
    for page, link in (
        ("/questions", "/feeds"),
        ("/notifications", "/feeds"),
        ("/skills/tls", "/feeds?skill=tls"),
        (f"/communities/{company.platform}", f"/feeds?community={company.platform}"),
    ):
        assert f'href="{link}"' in linus.get(page).text, page
    assert "/feeds" not in as_(company.tim).get(f"/communities/{company.platform}").text


def test_an_address_of_what_one_may_not_see_is_not_offered(as_: SignIn, company: Company) -> None:
    tim = as_(company.tim)
    tim.send("/feeds")
    assert len(shown(tim.get(f"/feeds?skill=tls&community={company.platform}").text)) == 1
