"""The audit log on its page."""

import csv
import re
from collections.abc import Callable
from typing import get_args

from graph import viewers
from graph.communities import memberships
from graph.driver import write
from graph.moderation import audit
from graph.moderation.audit import AuditedAct
from graph.people import employment
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company
from tests.webapp.client import Browser
from webapp.moderation import audit_words


def test_a_coach_finds_the_audit_from_the_community(as_: Callable[[Viewer], Browser], company: Company) -> None:
    margaret = as_(company.margaret)
    memberships.make_coach(company.platform, company.ada.id, by=company.margaret.id)
    assert 'href="/audit"' in margaret.get(f"/communities/{company.platform}").text
    page = margaret.get("/audit").text
    assert "Margaret made Ada a coach of" in page
    assert "Platform engineers" in page


def test_an_admin_finds_it_in_the_menu_and_an_employee_reads_nothing(
    as_: Callable[[Viewer], Browser], company: Company
) -> None:
    admin = as_(viewers.get(stories.join("Katherine", is_admin=True)))
    assert 'href="/audit"' in admin.get("/").text
    assert "Katherine joined as an admin, invited by the operator" in admin.get("/audit").text
    tim = as_(company.tim)
    assert 'href="/audit"' not in tim.get("/").text
    assert "Nothing to show" in tim.get("/audit").text


def test_who_is_invited_as_an_admin_is_kept_with_who_invited_them(
    as_: Callable[[Viewer], Browser], company: Company
) -> None:
    admin = as_(viewers.get(stories.join("Katherine", is_admin=True)))
    page = admin.send("/invitations", email="d@example.com", admin="on").text
    [link] = set(re.findall(r"/invitations/[\w-]{20,}", page))
    fields = {"name": "Dorothy", "email": "d@example.com", "password": "a long enough password"}
    stranger = admin.application.test_client()
    stranger.post(link, data={"csrf_token": stranger.token(link), **fields})
    assert "Dorothy joined as an admin, invited by Katherine" in admin.get("/audit").text


def test_the_filters_stay_in_the_address_and_on_the_next_page(
    as_: Callable[[Viewer], Browser], company: Company
) -> None:
    katherine = viewers.get(stories.join("Katherine", is_admin=True))
    for _ in range(audit.SHOWN + 1):
        employment.leave(company.tim.id, by=katherine.id)
        employment.come_back(company.tim.id, by=katherine.id)
    admin = as_(katherine)
    page = admin.get("/audit?act=left&person=tim&from=2020-01-01").text
    assert "Katherine recorded that Tim has left" in page
    assert "Tim is back" not in page
    assert '<option value="left" selected>' in page
    assert 'value="2020-01-01"' in page
    [older] = re.findall(r'href="(/audit\?[^"]*before=[^"]*)"', page)
    assert {"act=left", "person=tim", "from=2020-01-01"} < set(older.replace("&amp;", "&").partition("?")[2].split("&"))
    assert "Nothing found" in admin.get("/audit?person=nobody").text


def test_a_day_that_is_none_is_said_beside_the_field(as_: Callable[[Viewer], Browser], company: Company) -> None:
    page = as_(company.margaret).get("/audit?from=yesterday&person=ada")
    assert page.status_code == 422
    assert "Give a day such as" in page.text
    assert 'value="ada"' in page.text
    assert as_(company.margaret).get("/audit/table.csv?to=tomorrow").status_code == 422


def test_the_table_holds_all_of_it_and_runs_nothing(as_: Callable[[Viewer], Browser], company: Company) -> None:
    katherine = viewers.get(stories.join("Katherine", is_admin=True))
    for _ in range(audit.SHOWN):
        employment.leave(company.tim.id, by=katherine.id)
        employment.come_back(company.tim.id, by=katherine.id)
    write("MATCH (entry:AuditEntry {act: 'became_admin'}) SET entry.reason = '=1+1'")
    table = as_(katherine).get("/audit/table.csv")
    assert table.mimetype == "text/csv"
    [heads, *rows] = csv.reader(table.text.splitlines())
    assert heads == ["When (UTC)", "Act", "By", "Person", "Question", "Community", "Reason"]
    assert len(rows) == 2 * audit.SHOWN + 1
    assert rows[0][1:] == ["Is back", "Katherine", "Tim", "", "", ""]
    assert rows[-1][1:] == ["Joined as an admin", "the operator", "Katherine", "", "", "'=1+1"]
    assert as_(katherine).get("/audit/table.csv?act=became_admin").text.count("\n") == 2


def test_a_stranger_downloads_nothing(as_: Callable[[Viewer], Browser], company: Company) -> None:
    memberships.make_coach(company.platform, company.ada.id, by=company.margaret.id)
    assert as_(company.margaret).get("/audit/table.csv").text.count("\n") == 2
    for filters in ("", f"?community={company.platform}", "?person=ada", "?act=made_coach"):
        for viewer in (company.tim, company.grace):
            assert as_(viewer).get(f"/audit/table.csv{filters}").text.count("\n") == 1


def test_every_act_has_words() -> None:
    assert audit_words.WORDS.keys() == set(get_args(AuditedAct))


def test_people_read_on_their_own_page_what_became_of_their_membership(
    as_: Callable[[Viewer], Browser], company: Company
) -> None:
    memberships.remove(company.platform, company.linus.id, by=company.margaret.id)
    page = as_(viewers.get(company.linus.id)).get("/sessions").text
    assert "Margaret removed you from <a href=" in page
    assert "What was done to your account and roles" not in as_(company.tim).get("/sessions").text
