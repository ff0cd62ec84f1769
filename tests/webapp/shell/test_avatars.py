"""Initials are what people read first in a name, in any script."""

import unicodedata

import pytest

from webapp.shell import avatars


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Ada King Lovelace", "AL"),
        ("Ada", "A"),
        ("bell hooks", "bh"),
        ("Ludwig van Beethoven", "LB"),
        ("Ødegård ßen", "Øß"),
        ("Élodie Çelik", "ÉÇ"),
        ("Ольга Ладыженская", "ОЛ"),
        ("“Grace” (Hopper)", "GH"),
        ("山田太郎", "山"),
        ("山田　太郎", "山"),
        ("김 철수", "김"),
        ("محمد الخوارزمي", "م"),
        ("नीना गुप्ता", "नी"),
        ("क्षमा", "क्ष"),
        ("เอกชัย", "เอ"),
        ("👩🏽‍🔬 Marie", "👩🏽‍🔬"),
        ("🇵🇱 Olga", "🇵🇱"),
        ("7", "7"),
        ("---", "?"),
        ("", "?"),
    ],
)
def test_initials_are_as_written(name: str, initials: str) -> None:
    assert avatars.initials(name) == initials


def test_an_accent_stays_on_its_letter() -> None:
    assert avatars.initials(unicodedata.normalize("NFD", "Élodie Çelik")) == "ÉÇ"


def test_a_pile_of_accents_is_cut_off() -> None:
    assert len(avatars.initials("Z" + "\u0301\u0316" * 40)) <= avatars.MOST_CHARACTERS
