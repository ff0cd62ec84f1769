"""What counts as a secret or as personal data in this company."""

from graph import driver
from graph.sensitive import company as sensitive
from tests.company import Company
from tests.graph.sensitive.samples import GITHUB, LIKELY


def test_the_addresses_of_colleagues_are_no_personal_data(company: Company) -> None:
    assert {one.kind for one in sensitive.find(LIKELY["address"])} == {"address"}
    for viewer, address in ((company.ada, "ada@oakhill.se"), (company.tim, "tim@birchwood.de")):
        driver.write("MATCH (one:Person {id: $id}) SET one.email = $address", id=viewer.id, address=address)
    assert sensitive.find(LIKELY["address"]) == ()


def test_an_edit_is_asked_only_about_what_it_adds(company: Company) -> None:
    before = f"The old one was {LIKELY['password']}."
    assert sensitive.find(before + " Typo mended.", before=before) == ()
    assert [one.kind for one in sensitive.find(f"{before} {GITHUB}", before=before)] == ["github_token"]
