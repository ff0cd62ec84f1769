"""What readers can say is wrong with a text: those that every site begins with, and those that admins add."""

from dataclasses import dataclass

from graph import clock
from graph.driver import write
from graph.errors import Conflict, Forbidden, Invalid, NotFound, refuse_if_any
from graph.ids import new_id
from graph.rows import read_as
from graph.viewers import Viewer

NAME_CHARACTERS = 60
HINT_CHARACTERS = 120
SAID_CHARACTERS = 300
# Nobody reads a longer list before reporting.
MOST_OFFERED = 12

# How soon a coach should look, beside other reports: when there is time, soon, today, at once.
SEVERITIES = (1, 2, 3, 4)

# Whoever chooses it has to say more. It can't be switched off, so nobody is left without a way to report.
OTHER = "other"
# Only the site itself reports with it: graph/reporting/word_reports.py.
WORD = "word"

ADMINS_ONLY = Forbidden("Only admins can change what readers can report.")
NO_SUCH_REASON = NotFound("This reason doesn't exist.")
TOO_MANY = Conflict(f"Readers can choose from at most {MOST_OFFERED} reasons. Switch one of them off first.")
NOT_CHOSEN = Invalid(reason="Choose what is wrong.")


@dataclass(frozen=True, kw_only=True)
class ReportReason:
    """A reason to report a text. `severity` is from 1 to 4. The author is told `said`, unless a coach changes it.

    Readers choose from those that are offered. Reports that were made with another one keep it.
    """

    id: str
    name: str
    hint: str = ""
    severity: int
    said: str = ""
    is_offered: bool = True


@dataclass(frozen=True, kw_only=True)
class ReasonDraft:
    """A reason as an admin wants it. Raises `Invalid` with a sentence per field."""

    name: str
    hint: str = ""
    severity: int
    said: str = ""
    is_offered: bool = True

    def __post_init__(self) -> None:
        refuse_if_any(
            {
                "name": _problem(self.name, NAME_CHARACTERS) or (None if self.name.strip() else "Enter a name."),
                "hint": _problem(self.hint, HINT_CHARACTERS),
                "severity": None if self.severity in SEVERITIES else "Choose how soon a coach should look.",
                "said": _problem(self.said, SAID_CHARACTERS),
            }
        )


STANDARD = (
    ReportReason(
        id="secret",
        name="It holds a secret",
        hint="A password, a key, or what only few may know.",
        severity=4,
        said="It holds a secret, such as a password or a key. Change it, and post again without it.",
    ),
    ReportReason(
        id="private",
        name="It holds someone's personal data",
        severity=3,
        said="It holds personal data of someone. Leave that out, and post again.",
    ),
    ReportReason(
        id="rude",
        name="It is rude or hurts someone",
        severity=3,
        said="It is rude. Say what you mean in other words, and post again.",
    ),
    ReportReason(
        id="spam",
        name="It is advertising or nonsense",
        severity=2,
        said="It is advertising, or has nothing to do with our work.",
    ),
    ReportReason(
        id="wrong",
        name="It is wrong and does harm",
        hint="If it is only outdated, say so on its page.",
        severity=1,
        said="It is wrong and could do harm.",
    ),
    ReportReason(id=OTHER, name="Something else", severity=1),
    ReportReason(
        id=WORD,
        name="It has a word that must not circulate",
        severity=2,
        said="It has a word that must not circulate here. Leave it out, and post again.",
        is_offered=False,
    ),
)


def every() -> tuple[ReportReason, ...]:
    """Return all reasons, also those that readers can't choose any more: the site's first ones, then its own by age."""
    kept = read_as(
        ReportReason,
        """
        MATCH (reason:ReportReason)
        RETURN reason.id AS id, reason.name AS name, reason.hint AS hint, reason.severity AS severity,
               reason.said AS said, reason.is_offered AS is_offered
        ORDER BY reason.made_key, id
        """,
    )
    changed = {one.id: one for one in kept}
    first = tuple(changed.pop(one.id, one) for one in STANDARD)
    return (*first, *changed.values())


def offered() -> tuple[ReportReason, ...]:
    """Return the reasons from which readers choose, *something else* last."""
    found = [one for one in every() if one.is_offered]
    return tuple(sorted(found, key=lambda one: one.id == OTHER))


def get(id: str) -> ReportReason:
    """Return a reason. Raises `NotFound` if there is none with this id."""
    for one in every():
        if one.id == id:
            return one
    raise NO_SUCH_REASON


def chosen(id: str) -> ReportReason:
    """Return the reason that a reader chose. Raises `Invalid` if it isn't offered."""
    for one in offered():
        if one.id == id:
            return one
    raise NOT_CHOSEN


def add(draft: ReasonDraft, *, by: Viewer) -> str:
    """Offer a further reason, and return its id. Audit and refusals as in `change`."""
    id = new_id()
    _keep(id, draft, by)
    return id


def change(id: str, draft: ReasonDraft, *, by: Viewer) -> None:
    """Change a reason, for what was reported with it too: its name, and the severity of open reports.

    The audit log records it. Raises `Forbidden` for everyone but admins, `NotFound` if there is no such reason,
    `Invalid` if another one has this name, and `Conflict` if readers could choose from more than twelve.
    """
    _keep(get(id).id, draft, by)


def grade() -> None:
    """Give reports the severity of their reason, if they were made before reports had one. Twice changes nothing."""
    write(
        """
        UNWIND $reasons AS reason
        MATCH (report:Report)
        WHERE report.reason = reason.id AND report.severity IS NULL
        SET report.severity = reason.severity
        """,
        reasons=[{"id": one.id, "severity": one.severity} for one in STANDARD],
    )


def _keep(id: str, draft: ReasonDraft, by: Viewer) -> None:
    others = [one for one in every() if one.id != id]
    is_offered = id == OTHER or (draft.is_offered and id != WORD)
    if any(one.name.casefold() == draft.name.strip().casefold() for one in others):
        raise Invalid(name="There is already a reason with this name.")
    if is_offered and sum(one.is_offered for one in others) >= MOST_OFFERED:
        raise TOO_MANY
    now = clock.now()
    rows = write(
        """
        MATCH (me:Person {id: $by})
        WHERE {{me is an active admin}}
        MERGE (reason:ReportReason {id: $id})
        ON CREATE SET reason.made_key = $key
        SET reason.name = $name, reason.hint = $hint, reason.severity = $severity, reason.said = $said,
            reason.is_offered = $is_offered
        CREATE (me)-[:DID]->(entry:AuditEntry {id: $entry, act: 'changed_reason', at_key: $key, reason: $name})
        SET entry.at = datetime($now)
        WITH COLLECT { MATCH (report:Report) WHERE report.open_key > 0 AND report.reason = $id
                       RETURN report } AS reports
        FOREACH (report IN reports | SET report.severity = $severity)
        RETURN size(reports) AS reports
        """,
        by=by.id,
        id=id,
        name=draft.name.strip(),
        hint=draft.hint.strip(),
        severity=draft.severity,
        said=draft.said.strip(),
        is_offered=is_offered,
        entry=new_id(),
        now=now.isoformat(),
        key=clock.key(now),
    )
    if not rows:
        raise ADMINS_ONLY


def _problem(text: str, most: int) -> str | None:
    return None if len(text.strip()) <= most else f"Use {most} characters or fewer."
