"""Who may open or do what: each route for each role, compared with a list that people have read.

`allowed` means that it happens, `not taken` that a form is refused for what was typed, `refused` that you can't do it,
`invisible` that there is no such thing, and `sign in` that it leads to the sign-in page.

After a change on purpose, `GUILDHALL_WRITE_MATRIX=1 pytest tests/webapp/test_authorisation.py` writes the list anew.
Read the difference before you commit it.
"""

import csv
import os
from collections.abc import Mapping
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from graph import viewers
from graph.ids import PersonId
from graph.viewers import Viewer
from tests import snapshot
from tests.company import Company
from tests.webapp import things
from tests.webapp.client import sign_in

MATRIX = Path(__file__).with_name("authorisation.csv")
# A private community is listed for everyone, invitations and feeds are for whoever has their address, and suspensions
# are of the whole site.
KNOWN = ("/communities/", "/feeds/", "/invitations/", "/people/<id>/suspensions/")

# The roles that don't belong to the closed community.
OUTSIDE = ("employee", "manager", "other coach", "admin")
ROLES = ("stranger", "employee", "member", "manager", "coach", "other coach", "admin", "author")

# These answer everyone alike, or end the session of the one who asks.
LEFT_OUT = (
    "forgotten_passwords.ask",
    "health.ready",
    "health.show",
    "sessions.create",
    "sessions.destroy",
    "static_files.show",
)


# What forms need to be understood: whatever a route doesn't read does no harm.
TYPED = {
    "accepted": "1",
    "asked_by": "everyone",
    "body": "A few words.",
    "bookmark": "1",
    "captions": "WEBVTT",
    "collection": "",
    "colleague": "Hedy",
    "comment": "It moved.",
    "community": "",
    "description": "A few words.",
    "email": "hedy@example.com",
    "follow": "1",
    "forms": "weeks",
    "hours": "3",
    "kept": "kafka",
    "kind": "outdated",
    "level": "2",
    "lost": "tls",
    "move": "out",
    "name": "Reading",
    "places": "2",
    "purpose": "Reading.",
    "reason": "It moved.",
    "review_days": "90",
    "ring_days": "4",
    "seen_by": "everyone",
    "shown": "everyone",
    "shown_to": "me",
    "silence_days": "4",
    "skill": "kafka",
    "state": "reached",
    "text": "lag",
    "theme": "dark",
    "title": "Look again",
    "url": "https://example.com/again",
    "version": "1",
    "vote": "up",
}


def test_everybody_may_do_what_the_list_says_and_nothing_else(site: Flask, company: Company) -> None:
    found = matrix(site, company)
    if os.environ.get("GUILDHALL_WRITE_MATRIX"):
        write(found)
    assert found == read()


def test_people_outside_cannot_tell_what_is_closed_from_what_is_not_there() -> None:
    listed = read()
    told = {
        route
        for route, answers in listed.items()
        if route.endswith("(closed)") and not route.partition(" ")[2].startswith(KNOWN)
        for role in OUTSIDE
        if answers[role] != listed[route.replace("(closed)", "(gone)")][role]
    }
    assert not told


def matrix(site: Flask, company: Company) -> dict[str, dict[str, str]]:
    """Return what each route says to each role, about an open thing and about one in a closed community."""
    site.config["WTF_CSRF_ENABLED"] = False
    roles = things.cast(company)
    names = {place: things.make(company, is_closed=place == "closed") for place in ("open", "closed")}
    names["gone"] = things.gone(names["closed"])
    kept = snapshot.take()
    found = dict[str, dict[str, str]]()
    for rule, method in routes(site):
        renewed = kept.restore()
        browsers = {role: browser(site, roles, role, renewed) for role in ROLES}
        for place, ids in names.items() if rule.arguments else (("", {}),):
            here = {kind: renewed.get(id, id) for kind, id in ids.items()}
            answers = {role: ask(browsers[role], method, things.address(rule, here)) for role in ROLES}
            found[f"{method} {rule.rule} ({place})".removesuffix(" ()")] = answers
    return found


def routes(site: Flask) -> list[tuple[Rule, str]]:
    """Return every route with every method that it has, in the order of addresses."""
    methods = ("GET", "POST", "PATCH", "DELETE")
    found = [(rule, method) for rule in site.url_map.iter_rules() for method in methods if method in rule.methods]
    return sorted((one for one in found if one[0].endpoint not in LEFT_OUT), key=lambda one: (one[0].rule, one[1]))


def browser(site: Flask, roles: Mapping[str, Viewer], role: str, renewed: Mapping[str, str]) -> FlaskClient:
    """Return a browser in which somebody of this role is signed in, or nobody for a stranger."""
    opened = FlaskClient(site)
    if role != "stranger":
        id = PersonId(renewed[roles[role].id])
        sign_in(opened, viewers.get(id))
    return opened


def ask(opened: FlaskClient, method: str, address: str) -> str:
    response = opened.open(address, method=method, data=TYPED if method == "POST" else None)
    return outcome(response.status_code, response.location or "")


def outcome(status: int, location: str) -> str:
    """Return what a status code says to the person."""
    if status in (302, 303) and location.startswith("/sign-in"):
        return "sign in"
    if status in (403, 404):
        return {403: "refused", 404: "invisible"}[status]
    if status >= 500:
        return f"broken ({status})"
    return "allowed" if status < 400 else "not taken"


def write(found: Mapping[str, Mapping[str, str]]) -> None:
    with MATRIX.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("route", *ROLES))
        rows.writerows((route, *(answers[role] for role in ROLES)) for route, answers in found.items())


def read() -> dict[str, dict[str, str]]:
    with MATRIX.open(newline="", encoding="utf-8") as file:
        return {row.pop("route"): row for row in csv.DictReader(file)}
