"""How long it takes to look for 500 sensitive words in a text of 10 kB. `python -m bench.words`

Each text is new, as texts are when people post them, so that no stem is remembered from the one before.
"""

import random
from time import process_time

import click

from graph.ids import WordId
from graph.words.words import Action, Word, WordKind
from queries.words import matching
from queries.words.matching import WordFinder

WORDS, CHARACTERS, TEXTS = 500, 10_000, 40
# Shorter words are hardly ever on a list.
LEAST_LETTERS = 4
KINDS: tuple[WordKind, ...] = ("word", "word", "forms", "forms", "pattern")
LATIN = "abcdefghijklmnopqrstuvwxyz"
ALPHABETS = {"English": LATIN, "Swedish": f"{LATIN}åäö", "Russian": "абвгдежзиклмнопрстуфхцчшыя"}


@click.command()
def main() -> None:
    """Print the median and the slowest processor time for texts in three scripts."""
    rng = random.Random(19)
    for name, letters in ALPHABETS.items():
        vocabulary = ["".join(rng.choices(letters, k=rng.randint(2, 10))) for _ in range(20_000)]
        listed = [one for one in vocabulary if len(one) >= LEAST_LETTERS]
        started = process_time()
        finder = WordFinder([_word(number, rng.choice(listed)) for number in range(WORDS)])
        finder.find("", language="en", community=None)
        prepared = process_time() - started
        times = sorted(_look(finder, _text(vocabulary, rng)) for _ in range(TEXTS))
        median, slowest = (1000 * times[place] for place in (TEXTS // 2, -1))
        click.echo(f"{name}: {1000 * prepared:.1f} ms to prepare, {median:.2f} ms for a text, {slowest:.2f} ms at most")


def _word(number: int, text: str) -> Word:
    kind = KINDS[number % len(KINDS)]
    action: Action = "block"
    return Word(
        id=WordId(str(number)),
        text=rf"\b{text}\d+" if kind == "pattern" else text,
        kind=kind,
        action=action,
        replacement="",
        note="",
        language="",
        community=None,
    )


def _text(vocabulary: list[str], rng: random.Random) -> str:
    return " ".join(rng.choices(vocabulary, k=CHARACTERS // 5))[:CHARACTERS]


def _look(finder: WordFinder, text: str) -> float:
    started = process_time()
    finder.find(text, language=matching.language_of(text), community=None)
    return process_time() - started


if __name__ == "__main__":
    main()
