"""The page of the report of a year: the whole of it for coaches and admins, round numbers for everyone else."""

import csv
import io
from collections.abc import Callable

from graph import clock, viewers
from graph.viewers import Viewer
from tests.company import Company
from tests.graph.communities import history
from tests.graph.reviewing.test_yearly_reports import IN_MARCH, LAST_YEAR, ask, withdraw
from tests.webapp.client import Browser

As = Callable[[Viewer], Browser]


def test_a_coach_reads_and_downloads_all_of_it(as_: As, company: Company) -> None:
    with clock.put_back(IN_MARCH):
        withdraw(company, ask(company, company.ada))
    margaret, place = as_(company.margaret), f"/communities/{company.platform}/yearly-report"
    page = margaret.get(f"{place}?year={LAST_YEAR}").text
    assert "Texts withdrawn by a coach" in page
    assert f"March {LAST_YEAR}" in page
    table = list(csv.reader(io.StringIO(margaret.get(f"{place}.csv?year={LAST_YEAR}").text)))
    assert table[1:] == [[f"{LAST_YEAR}-03", "Texts withdrawn by a coach", "No reason of a list", "1", "0"]]


def test_a_member_reads_round_numbers(as_: As, company: Company) -> None:
    with clock.put_back(IN_MARCH):
        for member in history.people(company, 6):
            withdraw(company, ask(company, member))
    ada, place = as_(company.ada), f"/communities/{company.platform}"
    assert f"{place}/yearly-report" in ada.get(place).text
    assert "5+" in ada.get(f"{place}/yearly-report").text
    assert "Month by month" not in ada.get(f"{place}/yearly-report").text
    table = list(csv.reader(io.StringIO(ada.get(f"{place}/yearly-report.csv").text)))
    assert table[1] == [str(LAST_YEAR), "Texts withdrawn by a coach", "5 or more", "", "", ""]


def test_it_names_nobody(as_: As, company: Company) -> None:
    withdraw(company, ask(company, company.ada))
    for viewer in (company.margaret, company.linus):
        main = as_(viewer).get(f"/communities/{company.platform}/yearly-report").text.partition("<main")[2]
        assert "Ada" not in main


def test_others_are_refused_and_a_year_has_to_be_one(as_: As, company: Company) -> None:
    place = f"/communities/{company.platform}/yearly-report"
    assert as_(company.tim).get(place).status_code == 403
    for year in ("soon", "99999", str(LAST_YEAR + 1)):
        assert as_(company.ada).get(f"{place}?year={year}").status_code == 422


def test_everyone_reads_the_report_of_the_site(as_: As, company: Company) -> None:
    assert "fewer than five people" in as_(company.tim).get("/site/yearly-report").text
    assert "Nothing was removed" in as_(viewers.get(history.admin())).get("/site/yearly-report").text
    assert as_(company.tim).get("/site/yearly-report.csv").status_code == 200
