"""Finding secrets and personal data in texts, and naming them without showing them."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.sensitive import findings
from graph.sensitive.patterns import PATTERNS
from tests.graph.sensitive.samples import CERTAIN, GITHUB, LIKELY, PEM, made

ROOT = Path(__file__).parents[3]

# What a text may be made of that keeps patterns searching.
PIECES = st.sampled_from(
    [
        *CERTAIN.values(),
        *LIKELY.values(),
        *(
            "eyJ",
            "-----BEGIN RSA PRIVATE KEY-----",
            "Version: ",
            "://a:",
            "password=",
            "@",
            "a.",
            "4111 ",
            "+46 ",
            "AB12",
        ),
        *(" ", "\n", ".", "-", "\\", "é", "a" * 40, "1" * 30, "glpat-", "token: ", "eyJ" + "a" * 50 + "."),
    ]
)

# Ordinary texts of engineers.
HARMLESS = (
    "Commit 3360c1d0d5b0e4e3c7b8a6f5e4d3c2b1a0f9e8d7 broke it, see 550e8400-e29b-41d4-a716-446655440000.",
    "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "![](data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk)",
    "AWS's manual uses AKIAIOSFODNN7EXAMPLE and aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    "Set GITHUB_TOKEN=ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx or ghp_" + "a" * 36,
    "password = getpass(), token = request.form['token8'], secret: ${VAULT_SECRET_1}, password: string",
    "postgres://user:password@localhost/db, https://me:$TOKEN1@git.guild/x, amqp://guest:<password>@host",
    "Pay with 4242 4242 4242 4242 in tests; the event has id 1488300477887123 and 4111111111111112.",
    "Part 123-45-6789 of order 556036-0793, phone 010-123 45 67, from 192.168.100.200 on 2026-11-30.",
    "Ask support@oakhill.se or the author, b.crystal@oakhill.se. git@github.com:ada/kafka.git",
    "alice@example.com, bob@example.org, carol@mail.example.net, dan@company.com",
    "-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA...\n-----END RSA PRIVATE KEY-----",
    "-----BEGIN PUBLIC KEY-----\n" + made(64) + "\n-----END PUBLIC KEY-----",
)


@pytest.mark.parametrize(("kind", "secret"), CERTAIN.items())
def test_what_anyone_could_use_is_certain(kind: str, secret: str) -> None:
    assert [(one.kind, one.is_certain) for one in findings.find(f"Try `{secret}` first.")] == [(kind, True)]


@pytest.mark.parametrize(("kind", "text"), LIKELY.items())
def test_what_may_be_something_else_is_likely(kind: str, text: str) -> None:
    assert {(one.kind, one.is_certain) for one in findings.find(f"Look:\n{text}\n")} == {(kind, False)}


def test_each_pattern_has_a_sample() -> None:
    assert {one.kind for one in PATTERNS if one.is_certain} == CERTAIN.keys()
    assert {one.kind for one in PATTERNS if not one.is_certain} | {"address"} == LIKELY.keys()


@pytest.mark.parametrize("text", HARMLESS)
def test_ordinary_texts_are_left_alone(text: str) -> None:
    assert findings.find(text) == ()


@pytest.mark.parametrize(
    "path", sorted((ROOT / "webapp" / "demo" / "texts").rglob("*.toml")), ids=lambda path: path.stem
)
def test_nothing_is_found_in_the_texts_of_the_demo(path: Path) -> None:
    assert findings.find(path.read_text(encoding="utf-8")) == ()


def test_it_says_which_kind_and_where_but_not_what() -> None:
    [found] = findings.find(f"Log in\nlike this:\n  {GITHUB}")
    assert (found.name, found.line, found.mask) == ("a GitHub token", 3, f"ghp_…{GITHUB[-2:]}")


def test_a_key_is_found_in_quotes_in_json_and_with_headers() -> None:
    quoted = "> " + PEM.replace("\n", "\n> ")
    headed = PEM.replace("-----\n", "-----\nVersion: 2\n\n", 1)
    for text in (quoted, f'{{"key": "{PEM}"}}'.replace("\n", "\\n"), headed):
        assert [one.kind for one in findings.find(text)] == ["private_key"]


def test_addresses_of_colleagues_are_no_finding() -> None:
    assert findings.find(LIKELY["address"], own=("oakhill.se",)) == ()
    assert findings.find("b.crystal@mail.oakhill.se, +46 8 123 456 78", own=("oakhill.se",)) == ()


def test_one_address_with_a_phone_number_is_someone_outside() -> None:
    assert [one.kind for one in findings.find("Call b.crystal@oakhill.se, +46 8 123 456 78")] == ["address"]


@given(st.lists(PIECES, max_size=12).map("".join))
def test_what_is_shown_never_repeats_the_secret(text: str) -> None:
    for one in findings.find(text):
        hidden = text[one.start : one.end]
        shown, _, end = one.mask.partition("…")
        assert len(shown) + len(end) <= len(hidden) / 2 or one.kind == "address"
        assert hidden not in one.mask + one.name + one.kind


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=3).map("".join))
def test_no_text_takes_long(piece: str) -> None:
    text, begun = (piece * (50_000 // len(piece) + 1))[:50_000], time.process_time()
    findings.find(text)
    assert time.process_time() - begun < 0.5
