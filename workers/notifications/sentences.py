"""What a letter says about each kind of notification."""

from dataclasses import dataclass

from graph.notifications.inbox import Line
from graph.notifications.kinds import NotificationKind

# Others may see the subject over a shoulder or on a locked screen, so it names neither people nor posts.
SUBJECTS: dict[NotificationKind, str] = {
    "asked": "Can you help with a question?",
    "answered": "There is a new answer for you",
    "mentioned": "Someone mentioned you",
    "revealed": "Two coaches have seen your name",
    "accepted": "Your answer was accepted",
    "commented": "There is a new comment for you",
    "warned": "A reader warns about something that you wrote",
    "edited": "Someone changed something that you wrote",
    "changed": "Something changed about a post of yours",
    "decided": "Your suggestion was decided on",
    "check": "Is this post still right?",
    "followed": "There is a new answer to a question that you follow",
    "thanked": "A colleague thanks you",
    "expert": "Would you be an expert for a skill?",
}

DONE: dict[NotificationKind, str] = {
    "asked": "You are asked to help with this question",
    "answered": "{name} answered your question",
    "mentioned": "{name} mentioned you",
    "revealed": "Two coaches have seen that you asked this",
    "accepted": "{name} accepted your answer",
    "commented": "{name} commented",
    "warned": "A reader warns that this is outdated or dangerous",
    "edited": "{name} changed what you wrote",
    "changed": "Someone changed this post",
    "decided": "Your suggested edit was {outcome}",
    "check": "You are asked to check whether this is still right",
    "followed": "{name} answered a question that you follow",
    "thanked": "{name} thanks you",
    "expert": "{name} would like to name you as an expert. You decide whether you are shown",
}

# What an asker needs soon.
SOON = {
    "today": "You are asked to help with this question. The answer is needed today",
    "week": "You are asked to help with this question. The answer is needed this week",
}

# Why someone gets a letter. After "You get this email because".
REASONS: dict[NotificationKind, str] = {
    "asked": "colleagues can ask you for help",
    "answered": "you asked a question",
    "mentioned": "someone mentioned you by name",
    "revealed": "you asked anonymously",
    "accepted": "you answered a question",
    "commented": "you take part in a conversation",
    "warned": "you wrote or look after the post",
    "edited": "you wrote or look after the post",
    "changed": "you wrote or look after the post",
    "decided": "you suggested an edit",
    "check": "you know about the subject",
    "followed": "you follow the question",
    "thanked": "colleagues can thank you",
    "expert": "you know about the skill",
}


@dataclass(frozen=True, kw_only=True)
class Item:
    """One line of a letter: what happened, the title of the post, and its address."""

    what: str
    title: str
    address: str


def of(line: Line, *, address: str) -> Item:
    """Return what a letter says about a line of the inbox. `address` is that of the site.

    A mailbox may be read by others, so a letter doesn't tell who asked an anonymous question.
    """
    if line.is_private:
        return Item(what="There is something new for you", title="Open your inbox", address=f"{address}/inbox")
    anchor = f"#{line.anchor}" if line.anchor else ""
    said = SOON.get(line.what or "", DONE[line.kind]) if line.kind == "asked" else DONE[line.kind]
    what = said.format(name=_names(line), outcome=line.outcome)
    page = f"posts/{line.post}{anchor}" if line.post else "inbox"
    return Item(what=what, title=line.title, address=f"{address}/{page}")


def subject(lines: tuple[Line, ...], *, site: str) -> str:
    """Return the subject of a letter. It says what it is about if that is one thing, and how many otherwise."""
    first, *others = lines
    if others:
        return f"{site}: {len(lines)} things for you"
    return f"{site}: {'Something new for you' if first.is_private else SUBJECTS[first.kind]}"


def _names(line: Line) -> str:
    if line.is_by_asker or not line.by:
        return "The asker" if line.is_by_asker else "Someone"
    others = len(line.by) - 1
    more = {0: "", 1: f" and {line.by[-1].name}"}.get(others, f" and {others} others")
    return f"{line.by[0].name}{more}"
