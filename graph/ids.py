"""Names for things: short random ids for addresses, readable slugs for skills and communities."""

import re
import secrets
import unicodedata
from typing import NewType

PersonId = NewType("PersonId", str)
CommunityId = NewType("CommunityId", str)
PostId = NewType("PostId", str)
QuestionId = NewType("QuestionId", PostId)
TipId = NewType("TipId", PostId)
LinkId = NewType("LinkId", PostId)
VideoId = NewType("VideoId", PostId)
AnswerId = NewType("AnswerId", str)
# What shows a skill and is neither a post nor an answer: a verification, an endorsement.
ProofId = NewType("ProofId", str)
CommentId = NewType("CommentId", str)
CollectionId = NewType("CollectionId", str)
ConceptId = NewType("ConceptId", str)
CheckId = NewType("CheckId", str)
SuggestedEditId = NewType("SuggestedEditId", str)
UnmaskingId = NewType("UnmaskingId", str)
AskId = NewType("AskId", str)
MergeId = NewType("MergeId", str)
SavedSearchId = NewType("SavedSearchId", str)
NeedId = NewType("NeedId", str)
WritingRequestId = NewType("WritingRequestId", str)
FileId = NewType("FileId", str)
SkillSlug = NewType("SkillSlug", str)

# Without vowels no word forms by accident; without 0, 1 and l an id survives being read aloud.
ALPHABET = "23456789bcdfghjkmnpqrstvwxz"
LENGTH = 12


def new_id() -> str:
    """Return a random id of 12 characters (57 bits). A clash is refused by a constraint."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def slug(name: str) -> str:
    """Return the name as it stands in an address: `C++ & Kafka` becomes `c++-kafka`. Empty if nothing is left."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return re.sub(r"[^\w+#.]+", "-", plain).strip("-.")[:80]
