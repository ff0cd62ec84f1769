"""Membership of a community, on its page."""

from collections.abc import Callable

from graph.viewers import Viewer
from tests.company import Company
from tests.webapp.client import Browser


def test_tim_asks_to_join_and_margaret_lets_him_in(as_: Callable[[Viewer], Browser], company: Company) -> None:
    tim, path = as_(company.tim), f"/communities/{company.platform}"
    assert "Requested" in tim.send(f"{path}/membership", member="1").text
    margaret = as_(company.margaret)
    assert "Requests to join" in margaret.get(path).text
    margaret.send(f"{path}/requests/{company.tim.id}", admit="1")
    assert "certificates" in tim.get(path).text


def test_asking_twice_is_one_request(as_: Callable[[Viewer], Browser], company: Company) -> None:
    tim, path = as_(company.tim), f"/communities/{company.platform}"
    for _ in range(2):
        tim.send(f"{path}/membership", member="1")
    assert as_(company.margaret).get(path).text.count(f"{path}/requests/{company.tim.id}") == 1


def test_who_is_declined_may_ask_again(as_: Callable[[Viewer], Browser], company: Company) -> None:
    tim, path = as_(company.tim), f"/communities/{company.platform}"
    tim.send(f"{path}/membership", member="1")
    as_(company.margaret).send(f"{path}/requests/{company.tim.id}", admit="0")
    assert "Ask to join" in tim.get(path).text


def test_only_coaches_decide(as_: Callable[[Viewer], Browser], company: Company) -> None:
    path = f"/communities/{company.platform}"
    ada = as_(company.ada)
    assert ada.send(f"{path}/requests/{company.tim.id}", admit="1").status_code == 403
    assert ada.send(f"{path}/coaches/{company.ada.id}").status_code == 403
    assert ada.send(f"{path}/members", email="tim@example.com").status_code == 403
    assert "certificates" not in as_(company.tim).get(path).text


def test_who_leaves_sees_no_more_of_it(as_: Callable[[Viewer], Browser], company: Company) -> None:
    linus = as_(company.linus)
    linus.send(f"/communities/{company.platform}/membership", member="0")
    assert linus.get(f"/questions/{company.platform_question}").status_code == 404


def test_the_last_coach_is_told_why_she_cannot_leave(as_: Callable[[Viewer], Browser], company: Company) -> None:
    page = as_(company.margaret).send(f"/communities/{company.platform}/membership", member="0")
    assert page.status_code == 403
    assert "coach" in page.text


def test_a_coach_brings_somebody_in_by_address(as_: Callable[[Viewer], Browser], company: Company) -> None:
    page = as_(company.margaret).send(f"/communities/{company.platform}/members", email="TIM@example.com")
    assert page.status_code == 200
    assert as_(company.tim).get(f"/questions/{company.platform_question}").status_code == 200


def test_an_unknown_address_comes_back_with_a_sentence(as_: Callable[[Viewer], Browser], company: Company) -> None:
    page = as_(company.margaret).send(f"/communities/{company.platform}/members", email="tom@example.com")
    assert page.status_code == 422
    assert "Nobody here has this address." in page.text
    assert 'value="tom@example.com"' in page.text


def test_a_request_carries_a_word(as_: Callable[[Viewer], Browser], company: Company) -> None:
    tim, path = as_(company.tim), f"/communities/{company.platform}"
    long = tim.send(f"{path}/membership", member="1", words="w" * 301)
    assert (long.status_code, "Use 300 characters or fewer." in long.text) == (422, True)
    tim.send(f"{path}/membership", member="1", words="I run the brokers.")
    assert "I run the brokers." in as_(company.margaret).get(path).text
    assert "I run the brokers." not in as_(company.ada).get(path).text
