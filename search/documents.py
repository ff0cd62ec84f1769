"""Documents: what the index holds about one thing."""

import json
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Literal

from search.filters import Field, mark

Kind = Literal["question", "tip", "link", "video", "person", "skill", "community", "answer"]


# What readers say of a post: that an answer helped, that it works, or a warning.
STANDING = {"accepted": 1, "works": 1, "outdated": -1, "dangerous": -2}


@dataclass(frozen=True, kw_only=True)
class Document:
    """A thing in words. `audience` is who may find it: `everyone`, or the id of a closed community.

    `slugs` are those of its skills, `community` is a slug, and `author` an id, which is empty for anonymous questions.
    """

    key: str
    kind: Kind
    title: str
    body: str
    skills: tuple[str, ...]
    audience: str
    at: datetime
    slugs: tuple[str, ...] = ()
    community: str = ""
    author: str = ""
    states: tuple[str, ...] = ()
    traits: tuple[str, ...] = ()

    @property
    def marks(self) -> dict[Field, tuple[str, ...]]:
        """The values that filters compare, by field. They have no spaces."""
        named: dict[Field, tuple[str, ...]] = {
            "type": (self.kind,),
            "skill": self.slugs,
            "in": (self.community,),
            "by": (self.author,),
            "is": self.states,
            "has": self.traits,
        }
        return {name: tuple(value for value in values if value) for name, values in named.items()}

    @property
    def written_marks(self) -> tuple[str, ...]:
        """The marks as one list of `field:value`, each once."""
        return tuple(dict.fromkeys(mark(name, value) for name, values in self.marks.items() for value in values))

    @property
    def standing(self) -> int:
        """How its readers rate it: above 0 if it helped, below 0 if they warn others about it."""
        return sum(STANDING.get(state, 0) for state in self.states)

    @property
    def moment(self) -> int:
        """When it was written, in seconds since 1970."""
        return int(self.at.timestamp())

    @property
    def digest(self) -> str:
        """A hash that tells whether an index holds the current document. If you change it, increase `index.FORMAT`."""
        said = (self.key, self.kind, self.title, self.body, self.audience, self.moment)
        # The graph returns these in any order.
        named = (sorted(self.skills), sorted(self.slugs), sorted(self.states), sorted(self.traits))
        written = json.dumps((*said, self.community, self.author, *named))
        return blake2b(written.encode(), digest_size=16).hexdigest()
