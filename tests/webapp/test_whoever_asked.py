"""Whoever asked without a name: nothing that anybody else can do or see tells them apart.

Three people could have asked. The same things happen in three worlds that differ in nothing but who did. What every
other person is told must be equal to the letter: pages, status codes, addresses, order, counts, the audit log and mail.
Two coaches who reveal the asker together are the one exception.
"""

import os
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some

from graph import clock, driver
from graph.settings import Settings
from tests import snapshot
from tests.engines import mail
from tests.graph.sensitive.samples import LIKELY
from tests.webapp import worlds
from tests.webapp.worlds import SUSPECTS, Founding, World
from webapp.site import create_app

# More of them on demand: an hour finds what a minute does not.
SEQUENCES = int(os.environ.get("GUILDHALL_SEQUENCES", "4"))

# The last that happens: someone who is gone or kept out does nothing any more, and then others can't be the asker.
LEAVES = "an admin lets a suspect go"
SUSPENDED = "an admin suspends a suspect"

WAITING = {**worlds.QUESTION, "community": "{community}"}
LISTED = {"kind": "word", "action": "report", "community": "streams"}

# Who does what. A `suspect` is one of the three, who acts as any reader would; the `asker` does what only an asker can.
ACTS: dict[str, tuple[str, str, dict[str, str]]] = {
    "a colleague invites a suspect": ("dennis", "/questions/{question}/invitations", {"colleague": "{name}"}),
    "a manager invites a suspect": ("grace", "/questions/{question}/invitations", {"colleague": "{email}"}),
    "a colleague invites a manager": ("dennis", "/questions/{question}/invitations", {"colleague": "Grace"}),
    "a colleague invites a coach": ("hedy", "/questions/{question}/invitations", {"colleague": "Margaret"}),
    "a suspect invites a colleague": ("suspect", "/questions/{question}/invitations", {"colleague": "Dennis"}),
    "a suspect takes the ask": ("suspect", "/asks/{ask}/acceptance", {}),
    "a suspect declines the ask": ("suspect", "/asks/{ask}/refusal", {"reason": "No time."}),
    "a suspect passes the ask on": ("suspect", "/asks/{ask}/referral", {"colleague": "Dennis"}),
    "a suspect says it is not their skill": ("suspect", "/asks/{ask}/not-my-skill", {"skill": "kafka"}),
    "an admin makes a suspect the owner": ("barbara", "/posts/{question}/owner", {"email": "{email}"}),
    "a coach makes a suspect the owner": ("margaret", "/posts/{question}/owner", {"email": "{email}"}),
    "a colleague tries to change the owner": ("dennis", "/posts/{question}/owner", {"email": "{email}"}),
    "an owner gives another question to a suspect": ("grace", "/posts/{other}/owner", {"email": "{email}"}),
    "a suspect has the same question": ("suspect", "/questions/{question}/me-too", {"mine": "1"}),
    "a colleague has the same question": ("dennis", "/questions/{question}/me-too", {"mine": "1"}),
    "a suspect looks": ("suspect", "/posts/{question}/views", {}),
    "a suspect votes": ("suspect", "/votes/{question}", {"vote": "up"}),
    "a colleague votes": ("hedy", "/votes/{question}", {"vote": "up"}),
    "a colleague votes for the answer": ("dennis", "/votes/{answer}", {"vote": "up"}),
    "a suspect bookmarks": ("suspect", "/bookmarks/{question}", {"bookmark": "1"}),
    "a colleague follows a suspect": ("dennis", "/follows/person/{person}", {"follow": "1"}),
    "a colleague follows the skill": ("hedy", "/follows/skill/kafka", {"follow": "1"}),
    "a colleague answers": ("hedy", "/questions/{question}/answers", {"body": "Look at [@Ada](/people/{person})."}),
    "a manager answers": ("grace", "/questions/{question}/answers", {"body": "Sleep."}),
    "a colleague comments": ("dennis", "/comments/{question}", {"body": "Is it you, [@{name}](/people/{person})?"}),
    "a colleague comments on the answer": ("grace", "/comments/{answer}", {"body": "[@{name}](/people/{person})!"}),
    "the asker answers": ("asker", "/questions/{question}/answers", {"body": "Found it."}),
    "the asker comments": ("asker", "/comments/{question}", {"body": "Thank you."}),
    "the asker accepts": ("asker", "/answers/{answer}/acceptance", {"accepted": "1"}),
    "the asker edits": ("asker", "/texts/{question}", {"version": "1", **worlds.EDIT, "summary": "More"}),
    "the asker names a card": (
        "asker",
        "/texts/{question}",
        {"version": "1", **worlds.EDIT, "body": f"It lags for {LIKELY['card']}.", "publish_reason": "It is a test."},
    ),
    "a coach lets the card stay": ("margaret", "/review/approval", {"item": "secret:{question}"}),
    "the asker invites a colleague": ("asker", "/questions/{question}/invitations", {"colleague": "Barbara"}),
    "the asker thanks": ("asker", "/people/{hedy}/thanks", {"on": "{answer}", "words": "That was it."}),
    "the asker asks a colleague first": (
        "asker",
        "/questions",
        {**worlds.QUESTION, "title": "And by day?", "ask": "{hedy}", "needed_by": "today"},
    ),
    "a colleague shows their thanks": ("hedy", "/thanks", {"shown": "everyone"}),
    "a suspect shows their thanks": ("suspect", "/thanks", {"shown": "everyone"}),
    "a colleague thanks a suspect": ("hedy", "/people/{person}/thanks", {"words": "For lunch."}),
    "a colleague thanks a suspect for it": ("dennis", "/people/{person}/thanks", {"on": "{question}"}),
    "the asker closes it": ("asker", "/questions/{question}/duplicates", {"original": "{other}"}),
    "the asker retires it": ("asker", "/posts/{question}/retirement", {"retired": "1"}),
    "the asker edits the comment": ("asker", "/comments/{comment}/edit", {"version": "1", "body": "Thank you all."}),
    "the asker withdraws the comment": ("asker", "/texts/{comment}/withdrawal", {}),
    "the asker withdraws it": ("asker", "/texts/{question}/withdrawal", {}),
    "the asker undoes it": ("asker", "/withdrawals/{withdrawal}/undoing", {}),
    "the asker moves it": ("asker", "/posts/{question}/community", {"community": ""}),
    "a suspect tries to undo it": ("suspect", "/withdrawals/{withdrawal}/undoing", {}),
    "a coach withdraws it": ("margaret", "/texts/{question}/withdrawal", {"reason": "It names a customer."}),
    "a coach redacts it": (
        "margaret",
        "/texts/{question}/redaction",
        {"passage": "lag", "reason": "customer", "words": "It names one."},
    ),
    "a suspect tries to redact it": (
        "suspect",
        "/texts/{question}/redaction",
        {"passage": "lag", "reason": "customer", "words": "It names one."},
    ),
    "a coach locks it": ("margaret", "/posts/{question}/lock", {"locked": "1", "reason": "It goes in circles."}),
    "a coach unlocks it": ("margaret", "/posts/{question}/lock", {"locked": "0"}),
    "a colleague tries to lock it": ("dennis", "/posts/{question}/lock", {"locked": "1", "reason": "Stop."}),
    "a coach closes it with a reason": (
        "margaret",
        "/questions/{question}/closing",
        {"closed": "1", "reason": "unclear"},
    ),
    "a coach tries to merge it": ("margaret", "/questions/{question}/merge", {"into": "{other}"}),
    "an admin tries to merge another into it": ("barbara", "/questions/{other}/merge", {"into": "{question}"}),
    "a coach marks it as machine-written": (
        "margaret",
        "/texts/{question}/machine-mark",
        {"marked": "1", "reason": "It has its tone."},
    ),
    "a suspect tries to mark it": ("suspect", "/texts/{question}/machine-mark", {"marked": "1", "reason": "Tone."}),
    "a coach tries to split the answer off": ("margaret", "/answers/{answer}/split", {"title": "More?"}),
    "a coach opens it again": ("margaret", "/questions/{question}/closing", {"closed": "0"}),
    "a suspect tries to close it": ("suspect", "/questions/{question}/closing", {"closed": "1", "reason": "unclear"}),
    "a coach undoes it": ("margaret", "/withdrawals/{withdrawal}/undoing", {}),
    "a coach turns the answer into a comment": ("margaret", "/answers/{answer}/conversion", {}),
    "a coach turns the comment into an answer": ("margaret", "/comments/{comment}/conversion", {}),
    "a colleague proposes a duplicate": ("dennis", "/questions/{question}/duplicates", {"original": "{other}"}),
    "another proposes a duplicate": ("hedy", "/questions/{question}/duplicates", {"original": "{other}"}),
    "a coach rejects the duplicate": ("margaret", "/questions/{question}/duplicates/rejection", {}),
    "a coach reopens it": ("margaret", "/questions/{question}/reopening", {}),
    "the other is a duplicate of it": ("margaret", "/questions/{other}/duplicates", {"original": "{question}"}),
    "a colleague suggests an edit": (
        "dennis",
        "/texts/{question}",
        {"version": "1", **worlds.EDIT, "summary": "Clear"},
    ),
    "the asker accepts the edit": ("asker", "/suggested-edits/{edit}/acceptance", {"version": "1"}),
    "a coach accepts the edit": ("margaret", "/suggested-edits/{edit}/acceptance", {"version": "1"}),
    "a coach declines the edit": ("margaret", "/suggested-edits/{edit}/refusal", {"reason": "No."}),
    "a coach edits": ("margaret", "/texts/{question}", {"version": "1", **worlds.EDIT, "summary": "Short"}),
    "a colleague finds it outdated": ("dennis", "/posts/{question}/doubts", {"reason": "We have Pulsar now."}),
    "a manager finds it dangerous": ("grace", "/reactions/{answer}", {"kind": "dangerous", "comment": "Fire."}),
    "a suspect leaves the check": ("suspect", "/checks/{check}/refusal", {}),
    "a coach verifies it": ("margaret", "/posts/{question}/verification", {}),
    "a coach retires it": ("margaret", "/posts/{question}/retirement", {"retired": "1"}),
    "a coach pins it": ("margaret", "/posts/{question}/pin", {"pinned": "1"}),
    "a colleague tries to pin it": ("dennis", "/posts/{question}/pin", {"pinned": "1"}),
    "a suspect tries to pin it": ("suspect", "/posts/{question}/pin", {"pinned": "1"}),
    "a coach restores it": ("margaret", "/posts/{question}/retirement", {"retired": "0"}),
    "a suspect reports it": ("suspect", "/texts/{question}/report", {"reason": "rude"}),
    "a colleague reports the answer": ("dennis", "/texts/{answer}/report", {"reason": "spam"}),
    "a coach leaves it": ("margaret", "/review/approval", {"item": "report:{question}"}),
    "a coach looks at it": ("margaret", "/review/claims", {"item": "report:{question}"}),
    "a coach finds it right": ("margaret", "/review/approval", {"item": "check:{question}"}),
    "a coach takes the edit": ("margaret", "/review/approval", {"item": "edit:{edit}", "version": "1"}),
    "a coach looks at first posts": (
        "margaret",
        "/communities/streams/approval",
        {"scope": "first", "first_posts": "1"},
    ),
    "the asker asks where first posts wait": ("asker", "/questions", WAITING | {"title": "And by week?"}),
    "the asker changes what waits": ("asker", "/questions", WAITING | {"title": "By month?", "pending": "{pending}"}),
    "a coach publishes what waits": ("margaret", "/review/approval", {"item": "pending:{waiting}"}),
    "a coach sends back what waits": ("margaret", "/review/refusal", {"item": "pending:{waiting}", "words": "Why?"}),
    "a coach holds a word": ("margaret", "/words", {**LISTED, "text": "zigzag", "action": "hold"}),
    "a coach wants to be told of a word": ("margaret", "/words", {**LISTED, "text": "thanks", "action": "notify"}),
    "an admin has a word reported": ("barbara", "/words", {**LISTED, "text": "gizmo", "community": ""}),
    "a coach counts a word": ("margaret", "/words/trials", {**LISTED, "text": "kafka", "sample": "kafka"}),
    "the asker asks with a held word": ("asker", "/questions", WAITING | {"title": "A zigzag?"}),
    "the asker comments with the words": ("asker", "/comments/{question}", {"body": "Thanks for the gizmo."}),
    "a coach wants the name": ("margaret", "/questions/{question}/unmaskings", {"reason": "Somebody is in danger."}),
    "an admin warns a suspect": ("barbara", "/people/{person}/warnings", {"reason": "rude", "words": "Stop."}),
    "an admin warns a suspect for it": (
        "barbara",
        "/people/{person}/warnings",
        {"reason": "rude", "words": "Stop.", "about": "{question}"},
    ),
    "an admin silences a suspect": (
        "barbara",
        "/people/{person}/silences",
        {"reason": "rude", "words": "Stop.", "ends_at": "week"},
    ),
    LEAVES: ("barbara", "/people/{person}/departure", {}),
    SUSPENDED: (
        "barbara",
        "/people/{person}/suspensions",
        {"reason": "rude", "words": "Stop.", "until": (clock.now() + timedelta(days=30)).date().isoformat()},
    ),
    "an admin gives a suspect a manager": ("barbara", "/people/{person}/employment", {"manager": "hedy@example.com"}),
    "a colleague confirms a suspect's skill": ("hedy", "/people/{person}/skills/kafka/endorsement", {"level": "3"}),
    "a suspect hides a skill": ("suspect", "/profile/skills/kafka/visibility", {"shown_to": "me"}),
    "an admin merges skills": ("barbara", "/merge-desk", {"lost": "apache-kafka", "kept": "kafka"}),
}
WAITS = {"a day passes": 1, "four days pass": 4}

# All of it happens at least once, in an order in which it can.
STORIES: tuple[tuple[str, ...], ...] = (
    (
        *("a manager invites a suspect", "a colleague invites a suspect", "a suspect takes the ask"),
        *("a suspect passes the ask on", "a colleague invites a manager"),
        *("a suspect has the same question", "a suspect looks", "a suspect votes", "a suspect bookmarks"),
        *("a colleague follows a suspect", "a colleague follows the skill", "a colleague has the same question"),
        *("a colleague answers", "a colleague votes for the answer", "a colleague comments on the answer"),
        *("a manager finds it dangerous", "the asker answers", "the asker comments", "the asker accepts"),
        *("a colleague votes", "a manager answers", "four days pass"),
    ),
    (
        *("a suspect reports it", "a coach leaves it"),
        *("a suspect declines the ask", "a colleague comments", "a coach turns the comment into an answer"),
        *("a coach turns the answer into a comment", "a colleague suggests an edit", "a coach accepts the edit"),
        *("a colleague proposes a duplicate", "a coach rejects the duplicate", "a colleague finds it outdated"),
        *(
            "a coach pins it",
            "a suspect tries to pin it",
            "a suspect leaves the check",
            "a coach verifies it",
            "a coach retires it",
            "a coach restores it",
        ),
        *("the asker closes it", "a coach reopens it", "another proposes a duplicate", "a suspect invites a colleague"),
        *("the asker invites a colleague", "a colleague invites a coach", "the other is a duplicate of it"),
        "four days pass",
    ),
    (
        *("a coach makes a suspect the owner", "a colleague tries to change the owner", "the asker edits"),
        *("a coach wants the name", "a colleague confirms a suspect's skill", "a suspect says it is not their skill"),
        *("an owner gives another question to a suspect", "an admin gives a suspect a manager", "four days pass"),
        *("a suspect hides a skill", "an admin merges skills", "the asker retires it", "a coach restores it"),
        *(LEAVES, "four days pass"),
    ),
    ("a suspect invites a colleague", "the asker invites a colleague"),
    ("the asker names a card", "a day passes", "a coach lets the card stay", "the asker comments", "a day passes"),
    (
        *("the asker comments", "a colleague answers", "an admin silences a suspect", "an admin warns a suspect"),
        *("an admin warns a suspect for it", "a suspect votes", "the asker answers", "the asker comments"),
        *(
            "the asker edits the comment",
            "the asker edits",
            "the asker accepts",
            "the asker moves it",
            "four days pass",
        ),
    ),
    (
        *("a coach looks at first posts", "the asker asks where first posts wait", "the asker changes what waits"),
        *("a day passes", "a coach publishes what waits", "the asker answers", "a colleague answers"),
        *("a coach publishes what waits", "the asker asks where first posts wait", "a coach sends back what waits"),
        *("the asker asks where first posts wait", LEAVES, "a day passes", "a coach publishes what waits"),
        "four days pass",
    ),
    (
        *("a coach holds a word", "an admin has a word reported", "a coach wants to be told of a word"),
        *("the asker asks with a held word", "the asker comments with the words", "a day passes"),
        *("a coach counts a word", "a coach publishes what waits", "a colleague comments", "four days pass"),
    ),
    (
        *(
            "the asker comments",
            "the asker edits the comment",
            "the asker withdraws the comment",
            "the asker undoes it",
        ),
        *("a colleague answers", "the asker answers", "a coach withdraws it", "a coach undoes it"),
        *("the asker withdraws it", "the asker undoes it", "the asker moves it", "the asker withdraws it"),
        *("a manager answers", "four days pass"),
    ),
    ("a colleague invites a suspect", "the asker withdraws it", "the asker undoes it", "the asker withdraws it"),
    (
        *("the asker comments", "a colleague invites a suspect", "a coach makes a suspect the owner", SUSPENDED),
        *("a day passes", "a colleague answers", "a colleague comments", "a colleague thanks a suspect"),
        *("a colleague proposes a duplicate", "a coach retires it", "a coach restores it", "four days pass"),
    ),
    (
        *("a colleague answers", "a colleague shows their thanks", "the asker thanks", "a suspect shows their thanks"),
        *("a colleague thanks a suspect", "a colleague thanks a suspect for it", "the asker asks a colleague first"),
        "four days pass",
    ),
    (
        *("a colleague answers", "the asker comments", "a coach redacts it", "a suspect tries to redact it"),
        *("a coach locks it", "a colleague tries to lock it", "a coach unlocks it", "the asker answers"),
        *("a coach closes it with a reason", "a suspect tries to close it", "a coach opens it again"),
        *("a coach tries to merge it", "an admin tries to merge another into it", "a day passes"),
        *("a coach tries to split the answer off", "a coach marks it as machine-written", "a suspect tries to mark it"),
    ),
)

# Which suspect each story is about.
ABOUT = ("linus", "ada", "tim", "ada", "linus", "linus", "tim", "ada", "tim", "linus", "linus", "ada", "tim")

# Whom the stories turn away: people who may not do it, whoever asked.
TURNED_AWAY = frozenset(
    {
        "/posts/{question}/owner by dennis",
        "/posts/{question}/pin by suspect",
        "/posts/{question}/lock by dennis",
        "/questions/{question}/closing by suspect",
        "/questions/{question}/merge by margaret",
        "/questions/{other}/merge by barbara",
        "/answers/{answer}/split by margaret",
        "/texts/{question}/machine-mark by suspect",
        "/texts/{question}/redaction by suspect",
        "/people/{person}/thanks by dennis",
        "/people/{person}/warnings by barbara",
        "/votes/{question} by suspect",
    }
)

steps = some.tuples(
    some.sampled_from((*sorted(ACTS.keys() - {LEAVES, SUSPENDED}), *WAITS)), some.sampled_from(SUSPECTS)
)


@pytest.fixture
def three(graph: Settings, queue: str, data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> "Three":
    """The site on which the three worlds are lived through, one after the other."""
    monkeypatch.setenv("GUILDHALL_SECRET_KEY", "a secret that only the tests know")
    monkeypatch.setenv("GUILDHALL_QUEUE_URL", queue)
    driver.write(snapshot.WIPE)
    return Three(worlds.found(), data_folder)


class Three:
    """Lives through the same in three worlds."""

    def __init__(self, founding: Founding, data_folder: Path) -> None:
        self.founding, self.data_folder, self.site = founding, data_folder, create_app()

    def live(self, happens: Sequence[tuple[str, str]]) -> list[World]:
        return [self._world(asker, happens) for asker in SUSPECTS]

    def _world(self, asker: str, happens: Sequence[tuple[str, str]]) -> World:
        with pytest.MonkeyPatch.context() as patch, mail.running() as letters:
            for name, value in letters.environment.items():
                patch.setenv(name, value)
            world = World(asker=asker, founding=self.founding, site=self.site, letters=letters)
            world.begin(patch, self.data_folder)
            for what, about in happens:
                if what in WAITS:
                    world.wait(WAITS[what])
                else:
                    who, path, fields = ACTS[what]
                    world.act(who, path, fields, about=about)
            world.look()
            return world


@pytest.mark.parametrize(("story", "about"), list(zip(STORIES, ABOUT, strict=True)))
def test_in_a_long_story_everybody_else_sees_the_same(three: Three, story: tuple[str, ...], about: str) -> None:
    lived = three.live([(what, about) for what in story])
    assert not worlds.differences(lived)
    # A story in which people are turned away would show little.
    assert all(world.refused <= TURNED_AWAY for world in lived)


@settings(
    max_examples=SEQUENCES,
    # The few that every run tries are the same ones, so that a change is judged by itself.
    derandomize="GUILDHALL_SEQUENCES" not in os.environ,
    phases=(Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    happens=some.lists(steps, min_size=3, max_size=9),
    ends=some.lists(some.sampled_from((LEAVES, SUSPENDED, *WAITS)), max_size=2),
    leaver=some.sampled_from(SUSPECTS),
)
def test_whatever_happens_everybody_else_sees_the_same(
    three: Three, happens: list[tuple[str, str]], ends: list[str], leaver: str
) -> None:
    assert not worlds.differences(three.live([*happens, *((what, leaver) for what in ends)]))
