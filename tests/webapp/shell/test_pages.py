"""Every page opens for the people who may see it, and breaks none of the project's rules."""

import pytest

PAGES = [
    "/",
    "/questions",
    "/questions?list=unanswered",
    "/questions?list=open",
    "/questions?list=mine",
    "/questions/new",
    "/questions/{company.kafka_question}",
    "/questions/{company.platform_question}",
    "/questions/{company.kafka_question}/asks",
    "/tips",
    "/tips/new",
    "/tips/{company.kafka_tip}",
    "/files",
    "/links",
    "/links/new",
    "/videos",
    "/videos/new",
    "/people",
    "/people?name=a",
    "/people/{company.ada.id}",
    "/people/{company.grace.id}",
    "/profile",
    "/skills",
    "/skills/kafka",
    "/skills/names?starts=ka",
    "/communities",
    "/communities/new",
    "/communities/{company.platform}",
    "/search",
    "/search?q=kafka",
    "/inbox",
    "/sessions",
]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens(as_, company, page: str) -> None:
    assert as_(company.ada).get(page.format(company=company)).status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_is_sent_to_sign_in(stranger, company, page: str) -> None:
    response = stranger.get(page.format(company=company))
    assert response.status_code == 303
    assert response.location.startswith("/sign-in")
