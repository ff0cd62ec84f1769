"""Whether a session helped: said by each of the two for themselves, once it has begun."""

from datetime import timedelta

import pytest

from graph import clock, driver
from graph.errors import Invalid, NotFound
from graph.ids import MentoringSessionId
from graph.mentorships import session_feedback, sessions
from tests.company import Company
from tests.graph.mentoring.learning import met, pair


def of(id: str) -> list[str]:
    rows = driver.read(
        "MATCH (said:MentoringFeedback)-[:OF]->(session:MentoringSession {id: $id}) RETURN said.helped AS helped", id=id
    )
    return [row["helped"] for row in rows]


def test_both_say_it_and_neither_reads_what_the_other_said(company: Company) -> None:
    id = met(company.linus, company.ada)
    [one] = sessions.of(id, viewer=company.linus)
    assert session_feedback.give(one.id, "yes", by=company.linus) == id
    session_feedback.give(one.id, "no", by=company.ada)
    session_feedback.give(one.id, "partly", by=company.ada)
    assert session_feedback.mine(id, viewer=company.linus) == {one.id: "yes"}
    assert session_feedback.mine(id, viewer=company.ada) == {one.id: "partly"}
    assert sorted(of(one.id)) == ["partly", "yes"]


def test_a_session_to_come_has_not_helped_yet(company: Company) -> None:
    id = pair(company.linus, company.ada)
    [one] = sessions.propose(id, (clock.now() + timedelta(days=1),), by=company.ada)
    sessions.agree(one, by=company.linus)
    with pytest.raises(NotFound):
        session_feedback.give(one, "yes", by=company.linus)


def test_others_say_and_see_nothing(company: Company) -> None:
    id = met(company.linus, company.ada)
    [one] = sessions.of(id, viewer=company.linus)
    session_feedback.give(one.id, "yes", by=company.linus)
    for other in (company.grace, company.margaret, company.tim):
        with pytest.raises(NotFound):
            session_feedback.give(one.id, "yes", by=other)
        assert session_feedback.mine(id, viewer=other) == {}
    with pytest.raises(NotFound):
        session_feedback.give(MentoringSessionId("none"), "yes", by=company.linus)
    with pytest.raises(Invalid):
        session_feedback.give(one.id, "very much", by=company.linus)
