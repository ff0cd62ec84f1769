"""Who is suspected, and who never is; and what the site learns from."""

from collections.abc import Iterator

import pytest

from graph import driver, viewers
from graph.settings import Settings
from graph.spam import learning, suspicions
from graph.spam.suspicions import Suspicion
from tests import company as stories
from tests.company import Company
from tests.graph.spam.adverts import ADVERT, TIP, learn


@pytest.fixture(autouse=True)
def as_before(graph: Settings) -> Iterator[None]:
    yield
    driver.connect(graph)


def test_an_advert_is_suspected_with_its_words_and_links_and_a_tip_is_not(company: Company, graph: Settings) -> None:
    learn(graph)
    found = suspicions.of(ADVERT, by=company.tim)
    assert found
    assert (found.links, found.days, len(found.words)) == (2, 0, 5)
    assert set(found.words) <= {*ADVERT.casefold().replace(":", "").replace(",", "").split(), "win-big.example"}
    assert suspicions.of(TIP, by=company.tim) is None


def test_it_is_silent_unless_the_site_uses_it_and_has_learnt_enough(company: Company, graph: Settings) -> None:
    learn(graph, is_used=False)
    assert suspicions.of(ADVERT, by=company.tim) is None
    driver.connect(graph)
    driver.write("MATCH (model:SpamModel) DELETE model")
    learn_nothing = suspicions.of(ADVERT, by=company.tim)
    assert learn_nothing is None


def test_coaches_admins_and_known_people_never_are(company: Company, graph: Settings) -> None:
    learn(graph)
    barbara = viewers.get(stories.join("Barbara", is_admin=True))
    driver.write("MATCH (p:Person {id: $id}) SET p.trust_level = 1", id=company.ada.id)
    for one in (company.margaret, barbara, company.ada):
        assert suspicions.of(ADVERT, by=one) is None


def test_without_a_name_only_the_text_counts(company: Company, graph: Settings) -> None:
    learn(graph)
    found = suspicions.without_a_name(ADVERT)
    assert found == Suspicion(words=found.words if found else (), links=2, days=None)


def test_each_withdrawn_text_is_learnt_from_once_and_only_numbers_stay(company: Company, graph: Settings) -> None:
    learn(graph)
    for _ in range(2):
        learning.learn()
    [kept] = driver.read("MATCH (model:SpamModel) RETURN model.texts AS texts, model.counts AS counts")
    assert (kept["texts"], "casino" in kept["counts"]) == (40, False)


def test_what_was_not_withdrawn_as_spam_teaches_nothing(company: Company, graph: Settings) -> None:
    driver.connect(graph)
    driver.write(
        """
        CREATE (act:Withdrawal {id: 'w', of: 'x', at_key: 1, is_audited: true})
        CREATE (act)-[:KEEPS_COPY]->(:Withdrawn {id: 'x', was: 'Tip', body: 'Rude.'})
        CREATE (:Report {id: 'r', key: 'r', about: 'x', reason: 'rude', state: 'upheld'})
        """
    )
    learning.learn()
    assert driver.read("MATCH (model:SpamModel) RETURN model.texts AS texts") == [{"texts": 0}]
