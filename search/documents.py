"""What the index holds of one thing."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Kind = Literal["question", "tip", "link", "video", "person", "skill", "community", "answer"]


@dataclass(frozen=True, kw_only=True)
class Document:
    """A thing in words. `audience` is who may find it: `everyone`, or the id of a closed community."""

    key: str
    kind: Kind
    title: str
    body: str
    skills: tuple[str, ...]
    audience: str
    at: datetime
