"""Search gives nothing away about communities that the reader isn't in: each of its pages stays as it was.

Only the order may change, because it depends on how rare a word is in the whole index.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some

from graph import driver, viewers
from graph.communities import communities, memberships
from graph.communities.communities import CommunityDraft
from graph.demand import anonymous_demand, me_too
from graph.errors import Forbidden
from graph.freshness import freshness
from graph.ids import CommunityId, PostId, SkillSlug
from graph.library import collections
from graph.media import captions, videos
from graph.media.videos import VideoDraft
from graph.posts import answers, links, questions, tips
from graph.posts.links import LinkDraft
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company, found_company
from tests.webapp.client import sign_in
from workers.expertise import evidence
from workers.finding import indexing
from workers.freshness import freshness as tend

# Some of these words and skills are in open posts too, some are spelled almost like those, some are nowhere else.
WORDS = ("kafka lag", "Kafak lag", "kazoo", "consumer groups", "vaultkeeper", "pulsar offload", "certificates")
SKILLS = ("kafka", "pulsar", "tls", "zirconium", "kafka-streams")

SEARCHES = (
    *("kafka", "kafak lag", "lag consumer", "certifciates", "vaultkeeper", "pulsar", "zirconium", "offload type:video"),
    *("skill:kafka", "skill:tls", "type:question", "in:merger-talks", "by:ada", "by:linus", "is:unanswered", '"kafka"'),
    *("created:<1d", "has:video", "kafka -lag", "xyzzy"),
)
TYPED = ("ka", "kaf", "ce", "va", "zi", "pu", "li", "me")
DRAFTS = ("Why does the consumer lag", "The vaultkeeper of certificates", "Pulsar offload to zirconium")

# What differs from one request to the next.
PASSING = re.compile(r'name="csrf_token" value="[^"]+"|<time.*?</time>|nonce-[\w-]+|token="[^"]+"')

acts = some.tuples(
    some.sampled_from(("ask", "tip", "link", "film", "answer", "retire", "wish", "shelve", "warn", "echo")),
    some.sampled_from(WORDS),
    some.lists(some.sampled_from(SKILLS), max_size=3, unique=True),
)
# An act by which members see that something happened.
SHOWS = ("tip", "vaultkeeper", ["zirconium"])


class Behind:
    """What Ada and Linus do in a closed community."""

    def __init__(self, company: Company, community: CommunityId, asked: PostId) -> None:
        self.ada, self.linus = (viewers.get(one.id) for one in (company.ada, company.linus))
        self.community, self.asked = community, asked

    def ask(self, words: str, skills: list[str]) -> None:
        draft = stories.question(words, *skills, community=self.community, is_anonymous=True)
        self.asked = questions.ask(draft, by=self.linus.id)

    def tip(self, words: str, skills: list[str]) -> None:
        draft = tips.TipDraft(title=words, body=stories.text(words), skills=tuple(skills), community=self.community)
        evidence.weigh(tips.post(draft, by=self.ada.id))

    def link(self, words: str, skills: list[str]) -> None:
        url = f"https://example.com/{words.replace(' ', '-')}"
        draft = LinkDraft(
            url=url, title=words, body=stories.text(words), skills=tuple(skills), community=self.community
        )
        links.share(draft, by=self.ada.id)

    def film(self, words: str, skills: list[str]) -> None:
        draft = VideoDraft(
            title=words, body=stories.text(""), skills=tuple(skills), community=self.community, url="", upload="u"
        )
        said = f"WEBVTT\n\n00:01.000 --> 00:02.000\n{words}"
        captions.write_down(videos.post(draft, by=self.ada.id), "en", said, by=self.ada.id)

    def answer(self, words: str, _skills: list[str]) -> None:
        given = answers.give(self.asked, stories.text(words), by=self.ada)
        evidence.weigh(given)

    def retire(self, words: str, skills: list[str]) -> None:
        draft = stories.question(words, *skills, community=self.community)
        freshness.retire(questions.ask(draft, by=self.linus.id), by=self.linus)

    def wish(self, _words: str, skills: list[str]) -> None:
        for person in (self.ada, self.linus):
            anonymous_demand.note([SkillSlug(one) for one in skills], "question", by=person.id, audience=self.community)

    def shelve(self, words: str, _skills: list[str]) -> None:
        draft = collections.CollectionDraft(name=words, description=words, seen_by=self.community)
        collections.create(draft, by=self.ada)

    def warn(self, words: str, skills: list[str]) -> None:
        self.ask(words, skills)
        freshness.doubt(self.asked, words, by=self.ada)
        tend.travel(self.asked)
        self.answer(words, skills)

    def echo(self, _words: str, _skills: list[str]) -> None:
        # The first question is Ada's own, so she can't say that she has it too.
        with suppress(Forbidden):
            me_too.add(self.asked, by=self.ada)


def begin(company: Company) -> tuple[dict[str, Viewer], dict[str, CommunityId]]:
    """Let people write where everyone can read. Returns the viewers by role, and the closed communities by name."""
    for title, skill in (("Which Pulsar client?", "pulsar"), ("What moves offsets?", "kafka")):
        questions.ask(stories.question(title, skill, is_anonymous=True), by=company.linus.id)
    evidence.weigh(company.kafka_answer)
    for person in (company.ada, company.linus, company.margaret):
        anonymous_demand.note((SkillSlug("kafka"),), "failed", by=person.id)
    admin, coach = (viewers.get(stories.join(name, is_admin=name == "Barbara")) for name in ("Barbara", "Edsger"))
    communities.found(CommunityDraft(name="Readers", purpose="Books.", visibility="public"), by=coach.id)
    hidden = communities.found(
        CommunityDraft(name="Merger talks", purpose="The vaultkeeper.", visibility="hidden"), by=company.margaret.id
    )
    for member in (company.ada, company.linus):
        memberships.admit(hidden, member.id, by=company.margaret.id)
    roles = {
        "member": viewers.get(company.ada.id),
        "employee": company.tim,
        "manager": company.grace,
        "admin": admin,
        "coach": coach,
    }
    margaret = viewers.get(company.margaret.id)
    closed = {name: communities.show(name, viewer=margaret).id for name in (company.platform, hidden)}
    return roles, closed


def told(browser: FlaskClient) -> Iterator[tuple[str, list[str]]]:
    """Yield every page of the search with its lines, sorted."""
    pages = [("/search", {"q": box}) for box in SEARCHES] + [("/search/suggestions", {"q": one}) for one in TYPED]
    pages += [("/skills/names", {"starts": one}) for one in TYPED]
    for path, query in [*pages, ("/needs", {}), ("/collections", {})]:
        yield f"{path} {query}", lines(browser.get(path, query_string=query).text)
    token = re.search(r'name="csrf_token" value="([^"]+)"', browser.get("/questions/new").text)
    assert token
    for title in DRAFTS:
        form = {"csrf_token": token[1], "title": title, "body": title}
        response = browser.post("/similar", data=form)
        assert response.status_code == 200
        yield f"/similar {title}", lines(response.text)


def lines(text: str) -> list[str]:
    return sorted(line.strip() for line in PASSING.sub("", text).splitlines() if line.strip())


@pytest.fixture
def open_browser(queue: str, data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Viewer], FlaskClient]:
    """Return a function that opens a browser for someone in the present graph. Other tests check the rules of pages."""
    from webapp.site import create_app

    monkeypatch.setenv("GUILDHALL_SECRET_KEY", "a secret that only the tests know")
    monkeypatch.setenv("GUILDHALL_QUEUE_URL", queue)
    app = create_app()

    def open_browser(viewer: Viewer) -> FlaskClient:
        browser = app.test_client()
        sign_in(browser, viewer)
        return browser

    return open_browser


@pytest.mark.usefixtures("graph")
# An example takes a second or two. Making one that fails smaller would take longer than reading it.
@settings(
    max_examples=2,
    phases=(Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(behind=some.lists(acts, min_size=4, max_size=10), where=some.sampled_from((0, 1)))
def test_what_happens_in_a_closed_community_changes_no_page_of_the_search_for_others(
    open_browser: Callable[[Viewer], FlaskClient], behind: list[tuple[str, str, list[str]]], where: int
) -> None:
    driver.write("MATCH (node) WHERE NOT node:Migration AND NOT node:Salt DETACH DELETE node")
    company = found_company()
    roles, closed = begin(company)
    indexing.rebuild(lambda _done: None)
    browsers = {role: open_browser(viewer) for role, viewer in roles.items()}
    before = {role: dict(told(browser)) for role, browser in browsers.items()}
    doing = Behind(company, list(closed.values())[where], company.platform_question)
    for act, words, skills in (*behind, SHOWS):
        getattr(doing, act)(words, skills)
    indexing.rebuild(lambda _done: None)
    assert dict(told(browsers.pop("member"))) != before["member"]
    for role, browser in browsers.items():
        for page, said in told(browser):
            assert said == before[role][page], f"{page} as {role}"
