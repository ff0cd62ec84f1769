"""Makes up posts that are as uneven as language: a few words are everywhere, most are very rare."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import islice, pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

# Mandelbrot's law: a word's share is proportional to 1 / (rank + this). Measured on English, it is about 2.7.
OFFSET = 2.7
WORDS_IN_TITLE, WORDS_IN_BODY = (5, 12), (30, 160)
# Titles have telling words. The most common words are mostly in bodies.
COMMONEST = 40
COMPOUNDS = 20_000
CHUNK = 2_000


@dataclass(frozen=True, kw_only=True)
class Text:
    """A post's words."""

    title: str
    body: str


def texts(count: int, *, seed: int) -> Iterator[Text]:
    """Yield this many texts. A seed always gives the same texts. A longer run begins with those of a shorter one."""
    vocabulary = _vocabulary()
    for begin in range(0, count, CHUNK):
        dice = np.random.default_rng((seed, begin))
        titles = _runs(vocabulary[COMMONEST:], WORDS_IN_TITLE, dice)
        bodies = _runs(vocabulary, WORDS_IN_BODY, dice)
        for title, body in islice(zip(titles, bodies, strict=True), count - begin):
            yield Text(title=title.capitalize(), body=f"{title}. {body}")


def _runs(vocabulary: NDArray[np.str_], lengths: tuple[int, int], dice: np.random.Generator) -> Iterator[str]:
    """Yield a chunk of runs of words, each with its own length."""
    shares: NDArray[np.float64] = np.cumsum(1 / (np.arange(len(vocabulary)) + OFFSET))
    ends = np.cumsum(dice.integers(*lengths, size=CHUNK))
    drawn: NDArray[np.float64] = dice.random(int(ends[-1])) * shares[-1]
    words = vocabulary[np.searchsorted(shares, drawn)].tolist()
    for begin, end in pairwise((0, *ends.tolist())):
        yield " ".join(words[begin:end])


def _vocabulary() -> NDArray[np.str_]:
    """Return real words, the commonest first, as a tokenizer learned them, followed by compounds of them."""
    [folder] = map(Path, find_spec("wordllama").submodule_search_locations)  # pyright: ignore[reportOptionalMemberAccess, reportArgumentType]
    learned = json.loads((folder / "tokenizers" / "l2_supercat_tokenizer_config.json").read_text())["model"]["vocab"]
    ordered = sorted(learned, key=learned.__getitem__)
    words = [word[1:].lower() for word in ordered if word[0] == "▁" and word[1:].isascii() and word[2:].isalpha()]
    each = list(dict.fromkeys(words))
    dice = np.random.default_rng(0)
    pairs = dice.integers(len(each), size=(COMPOUNDS, 2))
    return np.array([*each, *(f"{each[one]}{each[other]}" for one, other in pairs)])
