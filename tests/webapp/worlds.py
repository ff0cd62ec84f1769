"""The same company three times over. Only who asked one anonymous question differs.

Everything else is equal to the letter: the ids, the time, and what people do. So a page that differs between two worlds
says something about the asker.
"""

import random
import re
import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from queue import Empty
from typing import cast

import pytest
from celery import Celery
from flask import Flask
from flask.testing import FlaskClient
from kombu import Connection

from graph import clock, driver, ids, viewers
from graph.communities import communities, memberships
from graph.ids import PersonId, QuestionId
from graph.people import people
from graph.posts import tips, votes
from graph.viewers import Viewer
from tests import company as stories
from tests import snapshot
from tests.company import found_company
from tests.engines.mail import Letterbox
from tests.snapshot import Snapshot
from tests.webapp.client import sign_in
from workers import app as queue
from workers.demand import needs
from workers.expertise import evidence
from workers.feed import digests, view_counts
from workers.finding import indexing, saved_searches
from workers.freshness import freshness
from workers.matching import matching
from workers.notifications import letters, notifications

# Any of these may have asked. Grace is the manager of two of them, Margaret of the third.
SUSPECTS = ("ada", "linus", "tim")
BYSTANDERS = ("grace", "margaret", "barbara", "dennis", "hedy")
EVERYONE = (*SUSPECTS, *BYSTANDERS)

SWEEPS = (
    *(indexing, evidence, matching, freshness, needs, saved_searches, view_counts, digests),
    *(notifications, letters),
)
QUEUES = ("default", "index", "media")

# What differs from one visit to the next, whoever looks and whoever asked.
PASSING = re.compile(r'name="csrf_token" value="[^"]+"|"X-CSRFToken": *"[^"]+"|name="once" value="[^"]+"|/digest/\S+')


@dataclass(frozen=True, kw_only=True)
class Founding:
    """The company as it was before the question: people by name, a community that all belong to, and what to restore.

    `other` is a question that somebody asked under their own name.
    """

    people: Mapping[str, PersonId]
    community: str
    other: QuestionId
    kept: Snapshot


def found() -> Founding:
    """Write the company into an empty graph: all but Linus and Dennis have shown that they know Kafka."""
    company = found_company()
    named = {name: getattr(company, name).id for name in ("ada", "grace", "linus", "margaret", "tim")}
    named |= {name: stories.join(name.title(), is_admin=name == "barbara") for name in ("barbara", "dennis", "hedy")}
    people.report_to(named["tim"], named["margaret"])
    draft = communities.CommunityDraft(name="Streams", purpose="Data in motion.", visibility="public")
    community = communities.found(draft, by=named["margaret"])
    for name in ("ada", "linus", "tim", "grace", "dennis", "hedy"):
        memberships.join(community, by=named[name])
    for number, name in enumerate(("hedy", "ada", "tim", "grace", "ada")):
        draft = tips.TipDraft(
            title=f"Kafka, part {number}",
            body=stories.text("Lag is time."),
            skills=("Kafka", "Apache Kafka"),
            community=None,
        )
        tip = tips.post(draft, by=named[name])
        evidence.weigh(tip)
        if name != "hedy":
            # Only people who met over a skill can confirm it.
            votes.cast(tip, 1, by=viewers.get(named["hedy"]))
    evidence.weigh(company.kafka_answer)
    id = communities.show(community, viewer=viewers.get(named["margaret"])).id
    return Founding(people=named, community=id, other=company.kafka_question, kept=snapshot.take())


@dataclass(kw_only=True)
class World:
    """One of the worlds: who asked in it, what everybody has seen so far, and what time it is."""

    asker: str
    founding: Founding
    site: Flask
    letters: Letterbox
    people: dict[str, PersonId] = field(default_factory=dict)
    browsers: dict[str, FlaskClient] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    seen: dict[str, dict[str, str]] = field(default_factory=dict)
    question: str = ""
    other: str = ""
    community: str = ""
    refused: set[str] = field(default_factory=set)
    steps: int = 0
    now: datetime = clock.EPOCH

    def begin(self, patch: pytest.MonkeyPatch, data_folder: Path) -> None:
        """Put the company back, sign everybody in, and let the asker ask."""
        self.now = self.founding.kept.taken_at + timedelta(days=1)
        patch.setattr(clock, "now", lambda: self.now)
        patch.setattr(ids, "secrets", random.Random(15))
        self._forget_messages()
        renewed = self.founding.kept.restore()
        self.people = {name: PersonId(renewed[id]) for name, id in self.founding.people.items()}
        self.other = renewed[self.founding.other]
        shutil.rmtree(data_folder / "index", ignore_errors=True)
        indexing.rebuild(lambda _done: None)
        for name in EVERYONE:
            self.browsers[name] = self._open(viewers.get(self.people[name]))
            self.seen[name] = {}
        self.community = renewed[self.founding.community]
        asked = self._do(self.asker, "/questions", QUESTION | {"community": self.community})
        assert asked.startswith("303"), asked
        [row] = driver.read("MATCH (post:Post) WHERE post.is_anonymous RETURN post.id AS id")
        self.question = row["id"]

    def act(self, who: str, path: str, fields: Mapping[str, str], *, about: str) -> None:
        """Let somebody do something; what they are told is among what they see. `about` is one of the suspects."""
        self.steps += 1
        actor = {"asker": self.asker, "suspect": about}.get(who, who)
        names = self._names(about) | self.people
        typed = {name: value.format_map(names) for name, value in fields.items()}
        told = self._do(actor, path.format_map(names), typed)
        if not told.startswith(("2", "3")):
            self.refused.add(f"{path} by {who}")
        self.seen[actor][f"step {self.steps}: {path}"] = told

    def wait(self, days: int) -> None:
        """Let days pass, with all that happens by the clock."""
        for _ in range(days):
            self.now += timedelta(days=1)
            for room in SWEEPS:
                room.sweep()
            self._work()

    def look(self) -> None:
        """Let everybody open all pages on which the question or a suspect may stand, and read their mail."""
        names = self._names(SUSPECTS[0]) | {name: self.people[name] for name in (*SUSPECTS, "hedy")}
        for name, browser in self.browsers.items():
            for page in (*PAGES, *OTHER_PAGES.get(name, ())):
                response = browser.get(page.format_map(names))
                self.seen[name][page] = f"{response.status_code} {response.location}\n{plain(response.text)}"
            letters = [plain(letter) for letter in self.letters.to(name)]
            self.seen[name]["mail"] = "\n".join(letters)

    def _do(self, actor: str, path: str, fields: Mapping[str, str]) -> str:
        self.now += timedelta(minutes=1)
        response = self.browsers[actor].post(path, data={"csrf_token": self.tokens[actor], **fields})
        self._work()
        return f"{response.status_code} {response.location}\n{plain(response.text)}"

    def _work(self) -> None:
        """Do all that is in the queue, here and now."""
        celery = cast(Celery, queue.app)
        with cast(Connection, celery.connection_for_read()) as connection:
            for name in QUEUES:
                waiting = connection.SimpleQueue(name)
                with suppress(Empty):
                    while message := waiting.get(block=False):
                        celery.tasks[message.headers["task"]](*message.payload[0])
                        message.ack()
                waiting.close()

    @staticmethod
    def _forget_messages() -> None:
        """Empty the queue: what earlier stories left there may name a community that this company has too."""
        with cast(Connection, cast(Celery, queue.app).connection_for_write()) as connection:
            for name in QUEUES:
                left = connection.SimpleQueue(name)
                left.clear()
                left.close()

    def _open(self, viewer: Viewer) -> FlaskClient:
        browser = self.site.test_client()
        sign_in(browser, viewer)
        name = next(name for name, id in self.people.items() if id == viewer.id)
        token = re.search(r'name="csrf_token" value="([^"]+)"', browser.get("/questions/new").text)
        assert token
        self.tokens[name] = token[1]
        return browser

    def _names(self, about: str) -> dict[str, str]:
        """Return what an address may name: people, posts, and whatever there is of each kind around the question."""
        [found] = driver.read(AROUND, question=self.question, about=self.people[about])
        around = {name: id or "none" for name, id in found.items()}
        suspect = {"person": self.people[about], "name": about.title(), "email": f"{about}@example.com"}
        return around | suspect | {"question": self.question, "other": self.other, "community": self.community}


QUESTION = {"title": "Why does Kafka lag at night?", "body": "It lags.", "skills": "Kafka", "anonymous": "on"}
EDIT = {"title": "Why does Kafka lag every night?", "body": "It lags a lot.", "skills": "Kafka"}

AROUND = """
    OPTIONAL MATCH (question:Post {id: $question})
    RETURN [(question)<-[:ANSWERS]-(answer:Answer) | answer.id][0] AS answer,
           [(question)<-[:ON]-(comment:Comment) | comment.id][0] AS comment,
           [(question)<-[:FOR]-(ask:Suggestion)-[:PROPOSES]->(person:Person) WHERE person.id = $about | ask.id][0]
               AS ask,
           [(question)<-[:CONCERNS]-(check:Check)-[:ASKS]->(person:Person) WHERE person.id = $about | check.id][0]
               AS check,
           [(question)<-[:WOULD_CHANGE]-(edit:SuggestedEdit) | edit.id][0] AS edit,
           COLLECT {
               MATCH (act:Withdrawal {post: $question})
               RETURN act.id AS id
               ORDER BY act.at_key DESC
           }[0] AS withdrawal,
           COLLECT {
               MATCH (pending:PendingPost)
               WHERE pending.state = 'waiting'
               RETURN pending.id AS id
               ORDER BY pending.waiting_key
           }[0] AS pending,
           COLLECT {
               MATCH (pending:PendingPost)
               WHERE pending.state = 'waiting'
               RETURN pending.id + '-' + toString(pending.version) AS item
               ORDER BY pending.waiting_key
           }[0] AS waiting
"""

# What everybody opens, and what some people may open besides.
PAGES = (
    *("/", "/inbox", "/questions", "/checks", "/suggested-edits", "/people", "/skills/kafka", "/experts?skills=kafka"),
    *("/pending-posts/{pending}", "/withdrawals", "/texts/{question}/withdrawal", "/posts/{question}/community"),
    *("/questions/{question}", "/questions/{question}/asks", "/texts/{question}/history", "/texts/{answer}/history"),
    *(f"/people/{{{name}}}" for name in (*SUSPECTS, "hedy")),
    *("/thanks", "/bridges", "/site/yearly-report", "/communities/streams/yearly-report"),
    *("/people/{linus}/skills/kafka", "/search?q=lag", "/search?q=by:Ada+kafka", "/communities/streams"),
)
OTHER_PAGES = {
    "barbara": (
        "/audit",
        "/audit/table.csv",
        "/review",
        "/needs",
        "/unsolved",
        "/radar",
        "/radar/people/{tim}",
        "/backtest",
        "/merge-desk",
        "/searches",
        "/site/health",
        "/communities/streams/health",
    ),
    "grace": ("/needs", "/radar", "/radar/skills/kafka", "/radar/people", "/people/{ada}/employment"),
    "margaret": (
        *("/audit", "/audit/table.csv", "/review", "/needs", "/unsolved", "/questions/{question}/unmaskings/new"),
        "/texts/{question}/edit",
    ),
    "dennis": ("/skill-map", "/collections", "/questions/{question}/duplicates/new", "/experts/table.csv?skills=kafka"),
}


def plain(text: str) -> str:
    """Return a page or a letter without what differs from one visit to the next."""
    return PASSING.sub("", text)


def differences(worlds: Sequence[World]) -> list[str]:
    """Return what tells somebody who asked: a page, a letter or an answer that is not the same in all their worlds."""
    told = list[str]()
    for name in EVERYONE:
        others = [world for world in worlds if world.asker != name]
        for page in others[0].seen[name]:
            texts = [world.seen[name].get(page, "") for world in others]
            if len(set(texts)) > 1:
                told.append(f"{name} sees on {page}:\n{_first_difference(texts)}")
    return told


def _first_difference(texts: Sequence[str]) -> str:
    lines = [text.splitlines() for text in texts]
    longest = max(map(len, lines))
    rows = ([one[number] if number < len(one) else "" for one in lines] for number in range(longest))
    return "\n".join(next(row for row in rows if len(set(row)) > 1))
