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
# Proof of a skill other than a post or an answer, such as a verification or an endorsement.
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

# There are no vowels, so an id never spells a word. There is no 0, 1 or l, so people can read an id aloud.
ALPHABET = "23456789bcdfghjkmnpqrstvwxz"
LENGTH = 12


def new_id() -> str:
    """Return a random id of 12 characters (57 bits). A constraint refuses duplicates."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def slug(name: str) -> str:
    """Return a name as it is in an address: `C++ & Kafka` becomes `c++-kafka`. Empty if nothing is left."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return re.sub(r"[^\w+#.]+", "-", plain).strip("-.")[:80]
