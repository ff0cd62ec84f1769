"""Inviting many by a table: every program's tables are read, each bad row has its reason, and no good one is lost."""

import csv
import io
import re
from collections.abc import Callable

import pytest
from flask import Flask

from graph.people import employment, guest_lists, invitations, open_invitations
from graph.people.guest_lists import Guest
from graph.viewers import Viewer, get
from tests.company import Company, join
from tests.webapp.client import Browser
from webapp.people import invitation_rows
from webapp.people.invitation_rows import Table
from webapp.tables.rows import Broken

Open = Callable[[Viewer], Browser]
Read = Callable[[str], Table]

TABLE = """\
Name;E-Mail;Department;Manager;Office;Phone
Katherine Johnson;katherine@example.com;Orbits;dorothy@example.com;Hampton;1
"Vaughan, Dorothy";DOROTHY@example.com;Orbits;grace@example.com;;2
Ada;ada@example.com;;;;3
Nobody;no address;;;;4
Katherine again;katherine@example.com;;;;5
Lost;lost@example.com;;gone@example.com;;6
Short;short@example.com
"""


@pytest.fixture
def barbara(company: Company) -> Viewer:
    return get(join("Barbara", is_admin=True))


@pytest.fixture
def admin(barbara: Viewer, as_: Open, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """Barbara's browser, on a site that sends no mail."""
    monkeypatch.delenv("GUILDHALL_MAIL_URL", raising=False)
    return as_(barbara)


def upload(browser: Browser, content: bytes, encoding: str = "cp1252"):
    form = {"csrf_token": browser.token(), "file": (io.BytesIO(content), "people.csv"), "encoding": encoding}
    return browser.post("/invitations/table/preview", data=form, content_type="multipart/form-data")


@pytest.fixture
def read(site: Flask, barbara: Viewer) -> Callable[[str], Table]:
    """Return a function that reads a table for Barbara, as within a request."""

    def read_within_request(text: str) -> Table:
        with site.test_request_context():
            return invitation_rows.read(text, viewer=barbara)

    return read_within_request


def addresses(table: Table) -> list[str]:
    return [guest.email for guest in table.guests]


def test_bad_rows_are_named_with_their_reason_and_the_good_ones_stay(admin: Browser) -> None:
    page = admin.send("/invitations/table/preview", table=TABLE).text
    assert "2 people can be invited." in page
    assert "These columns are not used: Phone" in page
    reasons = re.findall(r'<th scope="row">(\d+)</th><td>([^<]+)</td>', page)
    assert [(line, why.split()[0:3]) for line, why in reasons] == [
        ("4", ["There", "is", "an"]),
        ("5", ["There", "is", "no"]),
        ("6", ["Line", "2", "has"]),
        ("7", ["Nobody", "here,", "and"]),
        ("8", ["This", "row", "has"]),
    ]
    assert "Katherine Johnson" in page
    assert "Vaughan, Dorothy" in page


def test_without_mail_there_is_a_link_for_each_and_a_table_of_them(admin: Browser, barbara: Viewer) -> None:
    page = admin.send("/invitations/table", table=TABLE).text
    assert "2 people are invited. Send each of them their own link." in page
    tokens = set(re.findall(r"/invitations/([\w-]{20,})", page))
    assert {invitations.get(token).email for token in tokens} == {"katherine@example.com", "dorothy@example.com"}
    assert "5 rows are left" in page
    assert "Lost;lost@example.com" in page
    listed = re.findall(r'<textarea name="links"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)[0]
    told = admin.send("/invitations/table/links", links=listed.replace("&#34;", '"'))
    found = list(csv.reader(io.StringIO(told.text)))
    assert (told.mimetype, found[0], found[2][:2]) == (
        "text/csv",
        ["name", "email", "link"],
        ["Vaughan, Dorothy", "dorothy@example.com"],
    )
    assert [one.email for one in open_invitations.listed(viewer=barbara)] == [
        "dorothy@example.com",
        "katherine@example.com",
    ]


def test_twice_invites_nobody_twice(admin: Browser, barbara: Viewer) -> None:
    for _ in range(2):
        page = admin.send("/invitations/table", table=TABLE).text
    assert "Nobody was invited." in page
    assert page.count("This address has an open invitation already.") == 3
    assert len(open_invitations.listed(viewer=barbara)) == 2


def test_where_mail_is_sent_no_link_is_shown(as_: Open, barbara: Viewer, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("MAIL_URL", "smtp://127.0.0.1:9"), ("MAIL_FROM", "g@example.com")):
        monkeypatch.setenv(f"GUILDHALL_{name}", value)
    monkeypatch.setenv("GUILDHALL_ADDRESS", "http://localhost")
    page = as_(barbara).send("/invitations/table", table=TABLE).text
    assert "2 people are invited. The mails go out now." in page
    assert not re.findall(r"/invitations/([\w-]{20,})", page)
    assert len(open_invitations.waiting(of=barbara.id)) == 2


def test_nobody_else_invites(as_: Open, company: Company) -> None:
    grace = as_(company.grace)
    assert grace.get("/invitations/table").status_code == 403
    for path in ("/invitations/table", "/invitations/table/preview", "/invitations/table/links"):
        assert grace.send(path, table=TABLE).status_code == 403, path


@pytest.mark.parametrize("typed", ["", "Name;Phone\nAda;1", "just words"])
def test_what_is_no_table_of_people_comes_back(admin: Browser, typed: str) -> None:
    for path in ("/invitations/table", "/invitations/table/preview"):
        page = admin.send(path, table=typed)
        assert (page.status_code, 'id="table-error"' in page.text, typed in page.text) == (422, True, True)


@pytest.mark.parametrize(
    ("encoding", "kind", "name"),
    [
        ("utf-8", "", "Søren Ærø"),
        ("utf-8-sig", "", "Łukasz Żak"),
        ("utf-16", "", "Łukasz Żak"),
        ("cp1252", "cp1252", "Søren Ærø"),
        ("cp1250", "cp1250", "Łukasz Żak"),
        ("cp1251", "cp1251", "Анна Ильина"),
    ],
)
def test_files_of_every_program_are_read(admin: Browser, encoding: str, kind: str, name: str) -> None:
    content = f"name;email\r\n{name};a@example.com\r\n".encode(encoding)
    assert name in upload(admin, content, kind).text


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_every_separator_and_order_is_read(read: Read, sign: str) -> None:
    table = "email,name\na@example.com,A\n".replace(",", sign)
    assert addresses(read(table)) == ["a@example.com"]
    assert addresses(read(f"sep={sign}\n" + "Name,Mail\nB,b@example.com".replace(",", sign))) == ["b@example.com"]


def test_a_list_of_addresses_and_names_in_two_columns_are_enough(read: Read) -> None:
    assert addresses(read("a@example.com\nb@example.com\n")) == ["a@example.com", "b@example.com"]
    table = read("First Name,Last_name,EMAIL ADDRESS\nMary,Jackson,m@example.com")
    assert table.guests == (Guest(email="m@example.com", name="Mary Jackson"),)


def test_more_than_two_thousand_are_refused_and_nothing_typed_is_lost(admin: Browser) -> None:
    text = "email\n" + "\n".join(f"p{number}@example.com" for number in range(2_001))
    page = admin.send("/invitations/table", table=text)
    assert (page.status_code, "This table has 2001." in page.text, "p2000@example.com" in page.text) == (
        422,
        True,
        True,
    )


def test_a_disabled_account_is_not_invited(read: Read, barbara: Viewer, company: Company) -> None:
    employment.leave(company.tim.id, by=barbara.id)
    [bad] = read("tim@example.com").bad
    assert "is disabled" in bad.why


def test_a_manager_with_an_open_invitation_is_good_enough(read: Read, barbara: Viewer) -> None:
    guest_lists.invite([Guest(email="dorothy@example.com")], is_mailed=False, by=barbara.id)
    assert addresses(read("email,manager\nk@example.com,dorothy@example.com")) == ["k@example.com"]


def test_a_quote_that_is_never_closed_costs_only_its_row(read: Read) -> None:
    table = read('email,name\na@example.com,"A\nb@example.com,B')
    assert addresses(table) == ["b@example.com"]
    assert table.rest == 'email,name\na@example.com,"A'


def test_an_empty_table_says_what_to_do(read: Read) -> None:
    with pytest.raises(Broken):
        read(" \n")
