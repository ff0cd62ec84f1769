"""Names for things: short random ids for addresses, readable slugs for skills and communities."""

import re
import secrets
import unicodedata
from hashlib import sha256
from typing import NewType

from graph import characters

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
ThanksId = NewType("ThanksId", str)
ExpertId = NewType("ExpertId", str)
CommentId = NewType("CommentId", str)
WithdrawalId = NewType("WithdrawalId", str)
CollectionId = NewType("CollectionId", str)
ConceptId = NewType("ConceptId", str)
CheckId = NewType("CheckId", str)
SuggestedEditId = NewType("SuggestedEditId", str)
PendingPostId = NewType("PendingPostId", str)
UnmaskingId = NewType("UnmaskingId", str)
AskId = NewType("AskId", str)
MergeId = NewType("MergeId", str)
SavedSearchId = NewType("SavedSearchId", str)
NeedId = NewType("NeedId", str)
WritingRequestId = NewType("WritingRequestId", str)
FileId = NewType("FileId", str)
NotificationId = NewType("NotificationId", str)
InvitationId = NewType("InvitationId", str)
PasswordResetId = NewType("PasswordResetId", str)
AddressChangeId = NewType("AddressChangeId", str)
TestLetterId = NewType("TestLetterId", str)
GoalId = NewType("GoalId", str)
MentorRequestId = NewType("MentorRequestId", str)
MentorAskId = NewType("MentorAskId", str)
MentorshipId = NewType("MentorshipId", str)
MentoringSessionId = NewType("MentoringSessionId", str)
PlanStepId = NewType("PlanStepId", str)
ReportId = NewType("ReportId", str)
MentoringReportId = NewType("MentoringReportId", str)
MentoringRoundId = NewType("MentoringRoundId", str)
IntroductionId = NewType("IntroductionId", str)
CircleId = NewType("CircleId", str)
CircleMeetingId = NewType("CircleMeetingId", str)
OfficeHoursId = NewType("OfficeHoursId", str)
BookingId = NewType("BookingId", str)
WarningId = NewType("WarningId", str)
SilenceId = NewType("SilenceId", str)
SuspensionId = NewType("SuspensionId", str)
MemberNoteId = NewType("MemberNoteId", str)
ContextMessageId = NewType("ContextMessageId", str)
CampaignId = NewType("CampaignId", str)
WordId = NewType("WordId", str)
ShelfSourceId = NewType("ShelfSourceId", str)
ShelfItemId = NewType("ShelfItemId", str)
SkillSlug = NewType("SkillSlug", str)

# There are no vowels, so an id never spells a word. There is no 0, 1 or l, so people can read an id aloud.
ALPHABET = "23456789bcdfghjkmnpqrstvwxz"
LENGTH = 12

SLUG_CHARACTERS = 80
BETWEEN_WORDS = re.compile(rf"[^\w+#.{characters.MARKS}]+")
BEFORE_WORDS = re.compile(r"\s*[.@$*~!]*?([.@$*~!])(?=[\w+#])")


def new_id() -> str:
    """Return a random id of 12 characters (57 bits). A constraint refuses duplicates."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def id_for(key: str) -> str:
    """Return the id of what there is once for this key. It looks like a random one, and is the same each time."""
    number, id = int.from_bytes(sha256(key.encode()).digest()), ""
    while len(id) < LENGTH:
        number, sign = divmod(number, len(ALPHABET))
        id += ALPHABET[sign]
    return id


def slug(name: str) -> str:
    """Return a name as it is in an address: `C++ & Kafka` becomes `c++-kafka`. Empty if nothing is left.

    A sign before the first letter counts, because .NET isn't NET. A long name is cut, and ends with a part of its hash.
    """
    plain = characters.NEVER_SEEN.sub("", unicodedata.normalize("NFKC", name)).casefold()
    words = BETWEEN_WORDS.sub("-", plain).strip("-.")
    if not any(sign.isalnum() or sign in "_+#" for sign in words):
        return ""
    begun = BEFORE_WORDS.match(plain)
    whole = (begun[1] if begun else "") + words
    if len(whole) <= SLUG_CHARACTERS:
        return whole
    return f"{whole[: SLUG_CHARACTERS - 9].rstrip('-.')}-{sha256(whole.encode()).hexdigest()[:8]}"
