"""The list of words that must not circulate. Admins keep those of the whole site, coaches those of their communities.

Whoever writes somewhere meets its words, and learns which word it was. Only coaches and admins read the list.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from graph import clock
from graph.cards import CommunityTag
from graph.driver import only, read, write
from graph.errors import Forbidden, Invalid, NotFound, refuse_if_any
from graph.ids import WordId, new_id
from graph.rows import read_as
from graph.viewers import Viewer
from graph.words import patterns

# What happens with a text that has the word: it isn't published; it waits for a coach; it is published, and a coach
# decides about it as about a report; it is published with other words instead; coaches are told.
Action = Literal["block", "hold", "report", "replace", "notify"]
ACTIONS: tuple[Action, ...] = get_args(Action)

# As it is written, in all its forms (by its stem), or as a regular expression.
WordKind = Literal["word", "forms", "pattern"]
KINDS: tuple[WordKind, ...] = get_args(WordKind)

CHARACTERS = 100
LEAST_CHARACTERS = 2
NOTE_CHARACTERS = 300
# Matching 500 of them takes less than 5 ms for a text of 10 kB, see docs/decisions/0043-sensitive-words.md.
MOST = 2_000

NOT_YOURS = Forbidden("Only admins can change the words of the whole site, and coaches those of their communities.")
GONE = NotFound("This word isn't on the list any more, or you don't have access to it.")


@dataclass(frozen=True, kw_only=True)
class WordDraft:
    """A word as it is put on the list. `note` is what its writers are told beside it, `language` a code or empty."""

    text: str
    kind: str = "word"
    action: str = "block"
    replacement: str = ""
    note: str = ""
    language: str = ""

    def __post_init__(self) -> None:
        refuse_if_any(
            {
                "text": _problem(self.text, self.kind),
                "kind": None if self.kind in KINDS else "Choose what the word is.",
                "action": None if self.action in ACTIONS else "Choose what happens.",
                "replacement": None if self.action == "replace" or not self.replacement else "Nothing is replaced.",
                "note": None if len(self.note) <= NOTE_CHARACTERS else f"Use {NOTE_CHARACTERS} characters or fewer.",
            }
        )
        if len(self.replacement) > CHARACTERS:
            raise Invalid(replacement=f"Use {CHARACTERS} characters or fewer.")


@dataclass(frozen=True, kw_only=True)
class Word:
    """A word on the list. `community` is `None` for a word of the whole site."""

    id: WordId
    text: str
    kind: WordKind
    action: Action
    replacement: str
    note: str
    language: str
    community: CommunityTag | None


@dataclass(frozen=True, kw_only=True)
class Lists:
    """Whose words someone keeps: the whole site's, and those of the communities that they coach."""

    whole_site: bool
    communities: tuple[CommunityTag, ...]


def lists(*, viewer: Viewer) -> Lists:
    """Return whose words the viewer keeps. Raises `Forbidden` for everyone but coaches and admins."""
    found = read_as(
        Lists,
        """
        MATCH (me:Person {id: $viewer})
        WHERE {{me is an active admin}} OR {{me is a coach}}
        RETURN {{me is an active admin}} AS whole_site, COLLECT {
            MATCH (me)-[coaching:MEMBER_OF]->(community:Community)
            WHERE coaching.is_coach
            WITH community ORDER BY toLower(community.name)
            RETURN {{community is tagged}}
        } AS communities
        """,
        viewer=viewer.id,
    )
    return only(found, otherwise=Forbidden("Only coaches and admins keep a list of words."))


def listed(*, viewer: Viewer) -> tuple[Word, ...]:
    """Return the words of the whole site, and those of the communities that the viewer coaches."""
    lists(viewer=viewer)
    return read_as(
        Word,
        """
        MATCH (word:SensitiveWord)
        WHERE word.key IS NOT NULL
        OPTIONAL MATCH (word)-[:HOLDS_IN]->(community:Community)
        WITH word, community
        WHERE community IS NULL OR {{community is coached by the viewer}}
        RETURN word.id AS id, word.text AS text, word.kind AS kind, word.action AS action,
               word.replacement AS replacement, word.note AS note, word.language AS language,
               CASE WHEN community IS NOT NULL THEN {{community is tagged}} END AS community
        ORDER BY coalesce(toLower(community.name), ''), toLower(word.text), word.id
        """,
        viewer=viewer.id,
    )


def everything() -> tuple[Word, ...]:
    """Return all words, in the order in which they count. Only for looking through texts."""
    return read_as(
        Word,
        """
        MATCH (word:SensitiveWord)
        WHERE word.key IS NOT NULL
        OPTIONAL MATCH (word)-[:HOLDS_IN]->(community:Community)
        RETURN word.id AS id, word.text AS text, word.kind AS kind, word.action AS action,
               word.replacement AS replacement, word.note AS note, word.language AS language,
               CASE WHEN community IS NOT NULL THEN {{community is tagged}} END AS community
        ORDER BY word.key
        """,
    )


def version() -> str:
    """Return what changes whenever the list does. Empty if there never was a word."""
    rows = read("MATCH (list:WordList {key: 'words'}) RETURN list.version AS version")
    return rows[0]["version"] if rows else ""


def put(drafts: Sequence[WordDraft], *, community: str, by: Viewer, instead_of: str = "") -> None:
    """Put words on the list of a community, by its slug, or on that of the whole site. The audit log records it.

    What is on it already gets the new action; twice changes nothing more. The word `instead_of` which they are put is
    taken off the same list. Raises `Forbidden` for everyone who doesn't
    keep this list, and `Invalid` if it gets too long.
    """
    if not drafts:
        return
    [done] = write(
        """
        MATCH (me:Person {id: $viewer})
        OPTIONAL MATCH (community:Community {slug: $community})
        WITH me, community
        WHERE CASE $community WHEN '' THEN {{me is an active admin}} ELSE {{community is coached by the viewer}} END
        MERGE (list:WordList {key: 'words'})
        // Writing before looking takes the lock: two coaches can't exceed the limit together.
        SET list.version = $version
        WITH me, community, COUNT { MATCH (other:SensitiveWord) WHERE other.key IS NOT NULL } AS known
        WHERE known + size($words) <= $most
        CREATE (me)-[:DID]->(entry:AuditEntry {id: $version, act: $act, reason: $reason, at_key: $key})
        SET entry.at = datetime($now)
        FOREACH (_ IN CASE WHEN community IS NULL THEN [] ELSE [1] END | CREATE (entry)-[:RECORDS]->(community))
        WITH community, coalesce(community.id, '') + ' ' AS list
        OPTIONAL MATCH (former:SensitiveWord {id: $instead_of})
        FOREACH (_ IN CASE WHEN former.key STARTS WITH list AND NOT former.key IN [one IN $words | list + one.key]
                 THEN [1] ELSE [] END | REMOVE former.key)
        WITH community, list
        UNWIND $words AS one
        MERGE (word:SensitiveWord {key: list + one.key})
        ON CREATE SET word.id = one.id
        SET word += one.properties
        FOREACH (_ IN CASE WHEN community IS NULL THEN [] ELSE [1] END | MERGE (word)-[:HOLDS_IN]->(community))
        RETURN count(word) AS words
        """,
        viewer=by.id,
        community=community,
        instead_of=instead_of,
        words=[_row(one) for one in {_key(one): one for one in drafts}.values()],
        most=MOST,
        version=new_id(),
        act="added_word" if len(drafts) == 1 else "imported_words",
        reason=_said(drafts),
        **_times(),
    )
    if done["words"] == 0:
        _refuse(community, by)


def remove(id: WordId, *, by: Viewer) -> Word:
    """Take a word off its list. The audit log records it. What it reported stays. Raises `NotFound`, also twice."""
    kept = get(id, by=by)
    rows = write(
        """
        MATCH (me:Person {id: $viewer})
        MATCH (list:WordList {key: 'words'})
        // Writing before looking takes the lock.
        SET list.version = $version
        WITH me
        MATCH (word:SensitiveWord {id: $id})
        OPTIONAL MATCH (word)-[:HOLDS_IN]->(community:Community)
        WITH me, word, community
        WHERE word.key IS NOT NULL
          AND CASE WHEN community IS NULL THEN {{me is an active admin}} ELSE {{community is coached by the viewer}} END
        REMOVE word.key
        CREATE (me)-[:DID]->(entry:AuditEntry {id: $version, act: 'removed_word', reason: word.text, at_key: $key})
        SET entry.at = datetime($now)
        FOREACH (_ IN CASE WHEN community IS NULL THEN [] ELSE [1] END | CREATE (entry)-[:RECORDS]->(community))
        RETURN word.id AS id
        """,
        id=id,
        viewer=by.id,
        version=new_id(),
        **_times(),
    )
    only(rows, otherwise=GONE)
    return kept


def get(id: WordId, *, by: Viewer) -> Word:
    """Return a word that the viewer may change. Raises `NotFound`, and `Forbidden` as above."""
    kept = lists(viewer=by)
    mine = {one.id for one in kept.communities}
    for one in listed(viewer=by):
        if one.id == id and (kept.whole_site if one.community is None else one.community.id in mine):
            return one
    raise GONE


def _problem(text: str, kind: str) -> str | None:
    if kind == "pattern":
        return patterns.problem(text) if text.strip() else "Write a pattern."
    if len("".join(sign for sign in text if sign.isalnum())) < LEAST_CHARACTERS:
        return f"Write a word with at least {LEAST_CHARACTERS} letters or digits."
    return None if len(text) <= CHARACTERS else f"Use {CHARACTERS} characters or fewer."


def _key(draft: WordDraft) -> str:
    """Return what makes it one entry of a list."""
    text = draft.text if draft.kind == "pattern" else " ".join(draft.text.casefold().split())
    return f"{draft.kind} {draft.language} {text}"


def _row(draft: WordDraft) -> Mapping[str, object]:
    text = draft.text if draft.kind == "pattern" else " ".join(draft.text.split())
    return {
        "key": _key(draft),
        "id": new_id(),
        "properties": {
            "text": text,
            "kind": draft.kind,
            "action": draft.action,
            "replacement": draft.replacement.strip(),
            "note": draft.note.strip(),
            "language": draft.language,
        },
    }


def _said(drafts: Sequence[WordDraft]) -> str:
    """Return what the audit log says about it."""
    return f"{drafts[0].text.strip()}: {drafts[0].action}" if len(drafts) == 1 else f"{len(drafts):,}"


def _refuse(community: str, by: Viewer) -> None:
    kept = lists(viewer=by)
    if kept.whole_site if community == "" else any(one.slug == community for one in kept.communities):
        raise Invalid(text=f"The site's lists have {MOST:,} words at most. Remove some first.")
    raise NOT_YOURS


def _times() -> dict[str, object]:
    now = clock.now()
    return {"now": now.isoformat(), "key": clock.key(now)}
