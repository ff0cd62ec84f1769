"""How every package reads its settings from the environment."""

import pytest

from settings import Misconfigured, reading


def read_three(env: dict[str, str]) -> None:
    with reading(env) as it:
        it.yes("A", "no")
        it.number("B", 2, most=10)
        it.choice("C", ("red", "green"))


def test_every_problem_is_reported_at_once():
    with pytest.raises(Misconfigured) as refused:
        read_three({"A": "perhaps", "B": "many", "C": "blue"})
    assert str(refused.value).splitlines() == [
        "A must be yes or no, not 'perhaps'.",
        "B must be a whole number above 0, not 'many'.",
        "C must be one of red, green, not 'blue'.",
    ]


@pytest.mark.parametrize("env", [{}, {"A": ""}])
def test_what_is_not_set_or_set_to_nothing_has_its_default(env: dict[str, str]):
    with reading(env) as it:
        assert it.text("A", "Guildhall") == "Guildhall"
        assert it.yes("A", "yes")
        assert it.number("A", 4, most=10) == 4
        assert it.choice("A", ("red", "green")) == "red"


@pytest.mark.parametrize("value", ["0", "11", "-1", "1.5", "9" * 5000])
def test_a_number_has_bounds(value: str):
    with pytest.raises(Misconfigured, match="A must be a whole number"), reading({"A": value}) as it:
        it.number("A", 2, most=10)


def test_a_mistyped_address_is_shown_without_its_password():
    with pytest.raises(Misconfigured) as refused, reading({"A": "htp://me:secret@host"}) as it:
        it.url("A", "https?://.+", like="https://host")
    assert str(refused.value) == "A should look like https://host, not 'htp://***@host'."
