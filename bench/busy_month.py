"""Does a community come through a busy month? Bursts of spam, insults, brigades, edit wars, and a coach on leave.

`python -m bench.busy_month` fills a made-up company of 200 people on the embedded engine and simulates four weeks of a
community in it, hour by hour, with a clock of its own (bench/moderated.py). Three coaches look at *Review* twice a day,
on the real pages. One of them is on leave for ten days, and once a day two of them decide about the same items at once.
Then it counts what was lost, decided twice or leaked, says how long people waited, and fails if anything was.
"""

# The redis package leaves its keywords open.
# pyright: reportUnknownMemberType=false

import os
import random
import re
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from statistics import median, quantiles

import click
from flask import Flask
from flask.testing import FlaskClient
from redis import Redis

from bench import moderated, simulated
from bench.moderated import DAYS, HOURS, Place, Written
from bench.simulated import Clock
from bench.workforce import BEGIN, Workforce
from graph import driver
from graph.moderation import audit
from graph.upkeep import migrations
from webapp.site import create_app
from workers.finding import indexing

SEED = 20_261_130
LOOKS_AT = (9, 14)
# The hour at which two coaches open the page at the same moment.
TOGETHER_AT = 14
# A coach stops after so many items, and is wrong about one in thirty.
ITEMS_AT_ONCE = 40
MISTAKES = 1 / 30
# Nobody should wait longer over the weekend than this: from Friday evening to Monday morning, and a working day.
BAR_HOURS_MEDIAN, BAR_WRONGLY_HIDDEN = 24, 0.01

WORKDAYS = 20

ITEM = re.compile(r'name="item" value="((?:report|hidden|appeal):[^"]+)"')
TOKEN = re.compile(r'name="csrf_token"[^>]* value="([^"]*)"')
WORD = re.compile(r"\bw\d+x\d+\b")


@dataclass(kw_only=True)
class Desk:
    """The coaches at their pages. `waits` has for each decision how many hours it took."""

    place: Place
    site: Flask
    dice: random.Random
    waits: list[float] = field(default_factory=list)
    collisions: int = 0

    def __post_init__(self) -> None:
        self._browsers = [simulated.opened(self.site, one) for one in self.place.coaches]

    def look(self, now: datetime) -> None:
        """Let coaches decide what they find. In the afternoon, two of them begin at the same moment."""
        there = [number for number, _ in enumerate(self._browsers) if not self._is_on_leave(number, now)]
        self.dice.shuffle(there)
        if now.hour == TOGETHER_AT:
            self._decide_at_once(there[:2], now)
        self._work_through(there[0], now)

    def _is_on_leave(self, number: int, now: datetime) -> bool:
        return number == 1 and 7 <= (now - BEGIN).days < 17

    def _work_through(self, number: int, now: datetime) -> None:
        for _ in range(ITEMS_AT_ONCE):
            items = self._items(number)
            if not items:
                return
            one = self._written(items[0])
            self._decide(number, items[0], self._verdict(one))
            self._note(items[0], one, number, now)

    def _decide_at_once(self, numbers: list[int], now: datetime) -> None:
        """Let two coaches send a decision about the same item at the same moment, for the first five items."""
        for key in self._items(numbers[0])[:5]:
            one = self._written(key)
            verdict = self._verdict(one)
            with ThreadPoolExecutor(2) as pool:
                for number in numbers:
                    pool.submit(self._decide, number, key, verdict)
            self.collisions += 1
            self._note(key, one, numbers[0], now)

    def _items(self, number: int) -> list[str]:
        # Above the list, what was just decided can be undone.
        page = self._browsers[number].get("/review").text.partition('<ul class="rows">')[2]
        return list(dict.fromkeys(ITEM.findall(page)))

    def _decide(self, number: int, key: str, verdict: str) -> None:
        browser = self._browsers[number]
        token = TOKEN.search(browser.get("/nowhere").text)
        words = "Say it without insulting anyone, and post again."
        fields = {"csrf_token": token[1] if token else "", "item": key, "words": words}
        browser.post(f"/review/{verdict}", data=fields)

    def _verdict(self, one: Written) -> str:
        """Return what a coach thinks. Approving leaves a reported text, and puts a hidden or withdrawn one back."""
        is_good = one.quality == "good"
        if self.dice.random() < MISTAKES:
            is_good = not is_good
        return "approval" if is_good else "refusal"

    def _note(self, key: str, one: Written, number: int, now: datetime) -> None:
        if key in self._items(number):
            return
        one.decided_at = now
        self.waits.append((now - (one.reported_at or now)) / timedelta(hours=1))
        is_gone = is_withdrawn(one)
        if is_gone and not key.startswith("appeal:"):
            one.gone_at = one.gone_at or now
            self.place.appeal(one)
        if not is_gone and one.gone_at:
            one.gone_at = None

    def _written(self, key: str) -> Written:
        kind, _colon, id = key.partition(":")
        if kind == "report":
            return self.place.written[id]
        [row] = driver.read("MATCH (act:Withdrawal {id: $id}) RETURN act.of AS text", id=id)
        return self.place.written[row["text"]]


def is_withdrawn(one: Written) -> bool:
    """Tell whether a text is gone from the pages now."""
    return not driver.read(
        "OPTIONAL MATCH (post:Post {id: $id}) OPTIONAL MATCH (comment:Comment {id: $id}) "
        "WITH coalesce(post, comment) AS text WHERE text IS NOT NULL RETURN text.id AS id",
        id=one.id,
    )


@click.command()
@click.option("--seed", default=SEED, show_default=True, help="Another number makes another month.")
def main(seed: int) -> None:
    """Simulate the month, count and compare."""
    company, dice = Workforce(seed), random.Random(seed)
    clock = Clock(BEGIN)
    with (
        tempfile.TemporaryDirectory(prefix="guildhall-bench-") as place,
        simulated.site(Path(place), clock.now, seed=seed),
    ):
        migrations.apply()
        company.move_in()
        indexing.rebuild(lambda _: None)
        community = moderated.found(company, dice)
        desk = Desk(place=community, site=create_app(), dice=dice)
        with click.progressbar(list(_hours()), label="Four weeks") as hours:
            for hour in hours:
                clock.put_to(hour)
                _forget_what_was_counted()
                community.hour(hour)
                if hour.hour in LOOKS_AT:
                    desk.look(hour)
        _say(community, desk)


def _forget_what_was_counted() -> None:
    """Begin an hour without what people did in the one before: the site counts by the machine's clock."""
    with Redis.from_url(os.environ["GUILDHALL_QUEUE_URL"].replace("redis+socket://", "unix://")) as store:
        store.flushdb()


def _hours() -> list[datetime]:
    days = [BEGIN + timedelta(days=day) for day in range(DAYS)]
    return [day + timedelta(hours=hour) for day in days if day.weekday() < 5 for hour in HOURS]


def _say(community: Place, desk: Desk) -> None:
    """Print the figures and what must be nothing, and fail if it is something."""
    written = tuple(community.written.values())
    good = [one for one in written if one.quality == "good"]
    bad = [one for one in written if one.quality != "good"]
    gone = [(one.gone_at - one.at) / timedelta(hours=1) for one in bad if one.gone_at]
    wrongly = sum(one.gone_at is not None for one in good) / len(good)
    click.echo(f"{len(good)} honest texts, {len(bad)} others, {desk.collisions} times two coaches decided at once")
    click.echo(f"decisions {len(desk.waits)}, {len(desk.waits) / WORKDAYS / len(community.coaches):.1f} a day each")
    click.echo(
        f"hours until decided    {median(desk.waits):.1f} at the median, {quantiles(desk.waits, n=20)[-1]:.1f} in 95 %"
    )
    click.echo(f"hours until bad is gone {median(gone):.1f} at the median; {len(bad) - len(gone)} never were")
    click.echo(f"honest, hidden at the end {wrongly:.2%}")
    faults = {
        "brigaded and hidden": sum(one.is_brigaded and one.hidden_at is not None for one in good),
        "lost": _lost(written) + _lost_edits(community),
        "decided twice": _decided_twice(desk),
        "waits for a decision": _forgotten(community),
        "leaked": _leaked(desk, [one for one in written if one.gone_at]),
    }
    for fault, number in faults.items():
        click.echo(f"{fault:22} {number}")
    if any(faults.values()) or wrongly > BAR_WRONGLY_HIDDEN or median(desk.waits) > BAR_HOURS_MEDIAN:
        raise SystemExit(1)


def _lost(written: tuple[Written, ...]) -> int:
    """Count texts that are neither on their page nor kept as withdrawn, so that their authors can have them back."""
    there = {
        row["id"]
        for row in driver.read(
            "MATCH (text) WHERE text:Post OR text:Comment RETURN text.id AS id "
            "UNION MATCH (act:Withdrawal)-[:KEEPS_COPY]->(copy:Withdrawn) RETURN copy.id AS id"
        )
    }
    return sum(one.id not in there for one in written)


def _lost_edits(community: Place) -> int:
    """Count edits that were taken and of which the history doesn't know."""
    [row] = driver.read(
        "MATCH (revision:Revision)-[:OF]->(tip:Post) WHERE tip.id IN $ids AND revision.number > 1 "
        "RETURN count(revision) AS revisions",
        ids=list(community.fought_over),
    )
    return community.edits_kept - row["revisions"]


def _decided_twice(desk: Desk) -> int:
    """Count entries of the audit log beyond the decisions that coaches took."""
    acts = ("declined_report", "took_down", "put_back", "refused_appeal")
    entries = list(audit.everything(audit.EVERYTHING, viewer=desk.place.coaches[0]))
    return sum(one.act in acts for one in entries) - len(desk.waits)


def _forgotten(community: Place) -> int:
    """Count what was reported more than three days before the end, and waits still."""
    late = community.now - timedelta(days=3)
    waiting = (one for one in community.written.values() if one.reported_at and one.decided_at is None)
    return sum(one.reported_at < late for one in waiting if one.reported_at)


def _leaked(desk: Desk, gone: list[Written]) -> int:
    """Count pages on which a text that is gone can be read by its author or by a coach of another community."""
    words, found = {one.word for one in gone}, 0
    for reader in (gone[0].by, desk.place.outsider):
        browser = simulated.opened(desk.site, reader)
        pages = ["/", "/review", "/audit", f"/communities/{desk.place.slug}", f"/people/{gone[0].by.id}"]
        for page in (*pages, *(f"/questions/{on}" for on in {one.on for one in gone})):
            found += len(words.intersection(WORD.findall(_read(browser, page))))
        # What was searched for stands on the page in any case, as often as a word that was never written.
        always = _read(browser, "/search?q=w0x0").count("w0x0")
        found += sum(_read(browser, f"/search?q={word}").count(word) > always for word in sorted(words))
    return found


def _read(browser: FlaskClient, page: str) -> str:
    _forget_what_was_counted()
    response = browser.get(page, follow_redirects=True)
    if response.status_code == HTTPStatus.TOO_MANY_REQUESTS:
        raise RuntimeError(f"{page} was not looked at.")
    return response.text


if __name__ == "__main__":
    main()
