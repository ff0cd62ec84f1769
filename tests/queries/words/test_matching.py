"""Words of a list in a text: as written, in any form and by pattern, and whatever is done to hide them."""

import pytest

from graph.cards import CommunityTag
from graph.ids import CommunityId, WordId
from graph.words.words import Action, Word, WordKind
from queries.words import matching
from queries.words.matching import WordFinder

PLATFORM = CommunityTag(id=CommunityId("platform"), slug="platform", name="Platform engineers")


def word(
    text: str,
    kind: WordKind = "word",
    *,
    action: Action = "block",
    replacement: str = "",
    language: str = "",
    community: CommunityTag | None = None,
) -> Word:
    return Word(
        id=WordId(text),
        text=text,
        kind=kind,
        action=action,
        replacement=replacement,
        note="",
        language=language,
        community=community,
    )


def found(text: str, *words: Word, language: str | None = "en", community: str = "") -> list[str]:
    matches = WordFinder(words).find(text, language=language, community=CommunityId(community))
    return [text[one.start : one.end] for one in matches]


@pytest.mark.parametrize(
    "typed",
    [
        "Falcon",
        "f\u0430lc\u043en",
        "fal\u200bcon",
        "f a l c o n",
        "f.a.l.c.o.n",
        "f_a_l_c_o_n",
        "fal-con",
        "falc0n",
        "**falcon**",
        "\U0001d41f\U0001d41a\U0001d425\U0001d41c\U0001d428\U0001d427",
    ],
)
def test_tricks_do_not_hide_a_word(typed: str) -> None:
    assert found(f"The plan called {typed}.", word("falcon"))


def test_a_word_is_not_found_inside_others() -> None:
    assert found("Falconry, falcons and refalcon.", word("falcon")) == []
    assert found("Initials such as f a x, and a-b.", word("falcon")) == []


def test_a_phrase_is_found_with_anything_between_its_words() -> None:
    assert found("About Project  *Falcon*: a project.", word("project falcon")) == ["Project  *Falcon"]


def test_any_form_is_found_in_its_language() -> None:
    leak = word("leak", "forms")
    assert found("It leaks, leaked and is leaking. Leek?", leak) == ["leaks", "leaked", "leaking"]
    bird = word("falke", "forms", language="de")
    assert found("Die Falken und der Falke", bird, language="de") == ["Falken", "Falke"]
    assert found("Falken", bird, language="en") == []


def test_words_with_accents_have_forms_too() -> None:
    assert found("Viele Äpfel und ein Apfel", word("Äpfel", "forms", language="de"), language="de")[0] == "Äpfel"


def test_a_pattern_sees_through_tricks_too() -> None:
    assert found("Ticket PR\u041eJ-17 and proj-18", word(r"proj-\d+", "pattern")) == ["PR\u041eJ-17", "proj-18"]


def test_a_list_holds_in_its_community_only() -> None:
    falcon = word("falcon", community=PLATFORM)
    assert found("falcon", falcon, community="platform") == ["falcon"]
    assert found("falcon", falcon, community="elsewhere") == []


def test_a_text_too_short_to_tell_its_language_has_words_of_all() -> None:
    assert found("Gift", word("gift", language="de"), language=None) == ["Gift"]
    assert matching.language_of("Das ist ein Gift und nicht gut für uns") == "de"
    assert (matching.language_of("Gift"), matching.language_of("This is a gift for you")) == (None, "en")


def test_of_two_words_at_one_place_the_longer_is_replaced() -> None:
    words = (
        word("falcon", action="replace", replacement="F"),
        word("project falcon", action="replace", replacement="our project"),
    )
    text = "Project Falcon, f\u0430lcon."
    assert matching.replaced(text, WordFinder(words).find(text, language="en", community=None)) == "our project, F."
