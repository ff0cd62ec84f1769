"""What a letter says about each kind of notification."""

from dataclasses import dataclass

from graph.notifications.inbox import Line
from graph.notifications.kinds import NotificationKind
from workers.translations import Language
from workers.translations import marked as _

# Others may see the subject over a shoulder or on a locked screen, so it names neither people nor posts.
SUBJECTS: dict[NotificationKind, str] = {
    "asked": _("Can you help with a question?"),
    "answered": _("There is a new answer for you"),
    "mentioned": _("Someone mentioned you"),
    "revealed": _("Two coaches have seen your name"),
    "accepted": _("Your answer was accepted"),
    "commented": _("There is a new comment for you"),
    "warned": _("A reader warns about something that you wrote"),
    "edited": _("Someone changed something that you wrote"),
    "changed": _("Something changed about a post of yours"),
    "decided": _("Your suggestion was decided on"),
    "check": _("Is this post still right?"),
    "followed": _("There is a new answer to a question that you follow"),
    "thanked": _("A colleague thanks you"),
    "expert": _("Would you be an expert for a skill?"),
    "ability": _("News about your skills"),
    "membership": _("News about a community"),
    "invited": _("You are invited to a community"),
    "account": _("Something changed about your account"),
    "first_tip": _("Would you share a tip?"),
    "mentoring": _("News about mentoring"),
    "matched": _("There are new mentors for you"),
    "introduction": _("News about an introduction"),
    "noticed": _("A text has a word of which you want to be told"),
}

DONE: dict[NotificationKind, str] = {
    "asked": _("You are asked to help with this question"),
    "answered": _("{name} answered your question"),
    "mentioned": _("{name} mentioned you"),
    "revealed": _("Two coaches have seen that you asked this"),
    "accepted": _("{name} accepted your answer"),
    "commented": _("{name} commented"),
    "warned": _("A reader warns that this is outdated or dangerous"),
    "edited": _("{name} changed what you wrote"),
    "changed": _("Someone changed this post"),
    "decided": _("Your suggested edit was declined"),
    "check": _("You are asked to check whether this is still right"),
    "followed": _("{name} answered a question that you follow"),
    "thanked": _("Thanks from {name}"),
    "expert": _("{name} would like to name you as an expert. You decide whether you are shown"),
    "ability": _("{name} confirmed a skill of yours"),
    "membership": _("A coach decided on your membership"),
    "invited": _("{name} invites you to a community. Nobody is told if you decline"),
    "account": _("Your account was changed"),
    "first_tip": _("You have been here for a week. Share one trick that helped you"),
    "mentoring": _("There is news about mentoring"),
    "matched": _("There are new mentors for your goal"),
    "introduction": _("{name} asks you to introduce them to a colleague. You may decline silently"),
    "noticed": _("A text has a word of which coaches are told"),
}

# What became of a suggestion or a report, by what it was or was decided, and by its outcome.
OUTCOMES: dict[tuple[str | None, str | None], str] = {
    ("upheld", "person"): _("You were right about the person whom you reported. An admin took care of it"),
    ("declined", "person"): _("An admin looked at the person whom you reported, and left it"),
    (None, "accepted"): _("Your suggested edit was accepted"),
    ("duplicate", "accepted"): _("You said that this was asked before. The question is now closed"),
    ("duplicate", "declined"): _("You said that this was asked before. It stays open"),
}

# What an asker needs soon.
SOON = {
    "today": _("You are asked to help with this question. The answer is needed today"),
    "week": _("You are asked to help with this question. The answer is needed this week"),
}

# What was decided about someone, by its kind and what it was.
DECIDED: dict[tuple[NotificationKind, str | None], str] = {
    ("changed", "moved"): _("Someone moved this post to another community"),
    ("changed", "merged"): _("A coach merged this question with another"),
    ("changed", "split_off"): _("A coach made your answer a question of its own"),
    ("changed", "made_wiki"): _("A coach made this a wiki, so that others can edit it"),
    ("changed", "ended_wiki"): _("This is no longer a wiki"),
    ("changed", "marked_machine"): _("A coach marked this as written with the help of a machine"),
    ("changed", "unmarked_machine"): _("A coach removed the mark of a machine from this"),
    ("changed", "locked"): _("A coach locked this, and says why"),
    ("changed", "closed_for"): _("A coach closed this question, and says why"),
    ("changed", "published"): _("A coach has published what you sent"),
    ("changed", "not_published"): _("A coach has not published what you sent, and says why"),
    ("changed", "upheld"): _("You were right: the text that you reported is gone"),
    ("changed", "declined"): _("A coach looked at the text that you reported, and left it"),
    ("changed", "hidden"): _("What you wrote is hidden until a coach has looked at it"),
    ("changed", "taken_down"): _("A coach withdrew what you wrote, and gives a reason"),
    ("changed", "stays"): _("Another coach looked again at what you wrote, and says why it stays withdrawn"),
    ("changed", "redacted"): _("A coach removed a passage of what you wrote, and gives a reason"),
    ("changed", "put_back"): _("What you wrote, and a coach had withdrawn, is back"),
    ("ability", "rated"): _("{name} set your level in this skill"),
    ("ability", "discounted"): _("Confirmations between you and colleagues don't count for now in this skill"),
    ("ability", "asked"): _("{name} asks you to confirm this skill"),
    ("membership", "requested"): _("{name} asks to join your community"),
    ("membership", "admitted"): _("You are now a member of a community"),
    ("membership", "declined"): _("The coaches declined your request to join"),
    ("membership", "made_public"): _("Everyone can read now what is posted in a community of yours"),
    ("membership", "made_private"): _("Only members can read now what is posted in a community of yours"),
    ("membership", "made_hidden"): _("Only members can see now that a community of yours exists"),
    ("membership", "round_opened"): _("You can join a mentoring round"),
    ("membership", "round_closing"): _("You can join a mentoring round for three more days"),
    ("membership", "round_closed"): _("Nobody can join the mentoring round any more. Pair those who have"),
    ("membership", "round_alone"): _("No mentor was found for you in the mentoring round"),
    ("account", "made_admin"): _("{name} made you an admin"),
    ("account", "unmade_admin"): _("{name} took the role of admin from you"),
    ("account", "made_site_coach"): _("{name} made you a site-wide coach"),
    ("account", "unmade_site_coach"): _("{name} took the role of site-wide coach from you"),
    ("account", "called_in"): _("Something waits for a coach in a community, and you are called in. It is in Review"),
    ("account", "made_coach"): _("{name} made you a coach"),
    ("account", "dismissed_coach"): _("{name} took the role of coach from you"),
    ("account", "removed_member"): _("{name} removed you from a community"),
    ("account", "warned"): _("You have a warning to read before you can publish again"),
    ("account", "silenced"): _("You can't publish for a while. The reason, and how to ask for another look, are here"),
    ("account", "ended_silence"): _("You can publish again. Your silence was ended early"),
    ("account", "kept_silence"): _("Someone else looked at your silence again, and says why it stays"),
    ("account", "suspended"): _("You can't use the site for a while. Sign in to read why, and to ask for another look"),
    ("account", "lifted_suspension"): _("You can use the site again. Your suspension was ended early"),
    ("account", "kept_suspension"): _("Another admin looked at your suspension again, and says why it stays"),
    ("account", "changed_address"): _("{name} changed the email address of your account"),
    ("account", "changed_manager"): _("{name} changed who your manager is"),
    ("account", "made_password_link"): _("{name} made a link with which you can choose a new password"),
    ("account", "ended_sessions"): _("{name} signed you out everywhere"),
    ("mentoring", "asked"): _("{name} asks you to be their mentor. Please reply within three days"),
    ("mentoring", "let_go"): _("{name} no longer needs a reply from you"),
    ("mentoring", "moved_on"): _("The next person whom you chose as a mentor is being asked: {name}"),
    ("mentoring", "nobody"): _("Nobody whom you asked can be your mentor now. Others can"),
    ("mentoring", "began"): _("You and {name} are in a mentorship now"),
    ("mentoring", "agreed"): _("{name} agreed to a time to meet"),
    ("mentoring", "proposed"): _("{name} proposes a time to meet"),
    ("mentoring", "cancelled"): _("{name} cancelled a session"),
    ("mentoring", "soon"): _("You meet {name} soon"),
    ("mentoring", "check"): _("You and {name} have been in a mentorship for a month. Is it going well?"),
    ("mentoring", "ending"): _("Your mentorship with {name} ends within a week. You can prolong it"),
    ("mentoring", "reported"): _("Someone tells you that something is wrong in a mentorship"),
    ("mentoring", "report_closed"): _("A coach has closed your report, with a note to you"),
    ("mentoring", "ended"): _("Your mentorship with {name} has ended. What came of it?"),
    ("mentoring", "booked"): _("{name} comes to your office hours"),
    ("mentoring", "near"): _("You meet {name} in office hours within a day"),
    ("mentoring", "freed"): _("{name} can't come to the office hours that you agreed on"),
    ("mentoring", "circle_joined"): _("Someone joined your circle"),
    ("mentoring", "circle_place"): _("You have a place in a circle now"),
    ("mentoring", "circle_yours"): _("You look after a learning group now"),
    ("mentoring", "circle_removed"): _("You are no longer in a circle"),
    ("mentoring", "circle_added"): _("Your circle has another meeting"),
    ("mentoring", "circle_moved"): _("A meeting of your circle has moved"),
    ("mentoring", "circle_cancelled"): _("A meeting of your circle is cancelled"),
    ("mentoring", "circle_soon"): _("Your circle meets within a day"),
    ("mentoring", "circle_ended"): _("Your circle has ended. What came of it?"),
    ("introduction", "made"): _("{name} introduces you to a colleague"),
    ("account", "came_back"): _("{name} enabled your account again"),
}

# Why someone gets a letter. After "You get this email because".
REASONS: dict[NotificationKind, str] = {
    "asked": _("colleagues can ask you for help"),
    "answered": _("you asked a question"),
    "mentioned": _("someone mentioned you by name"),
    "revealed": _("you asked anonymously"),
    "accepted": _("you answered a question"),
    "commented": _("you take part in a conversation"),
    "warned": _("you wrote or look after the post"),
    "edited": _("you wrote or look after the post"),
    "changed": _("you wrote or look after the post"),
    "decided": _("you suggested a change"),
    "check": _("you know about the subject"),
    "followed": _("you follow the question"),
    "thanked": _("colleagues can thank you"),
    "expert": _("you know about the skill"),
    "ability": _("colleagues can confirm skills"),
    "membership": _("you coach the community, are a member or asked to join it"),
    "invited": _("colleagues can invite you to communities"),
    "account": _("it is your account"),
    "first_tip": _("you joined a week ago"),
    "mentoring": _("you mentor colleagues, or look for a mentor"),
    "matched": _("you have a goal"),
    "introduction": _("colleagues can be introduced to each other"),
    "noticed": _("you coach a community, or run the site"),
}


@dataclass(frozen=True, kw_only=True)
class Item:
    """One line of a letter: what happened, the title of the post, and its address."""

    what: str
    title: str
    address: str


def of(line: Line, *, address: str, language: Language) -> Item:
    """Return what a letter says about a line of the inbox. `address` is that of the site.

    A mailbox may be read by others, so a letter doesn't tell who asked an anonymous question.
    """
    if line.is_private:
        what, title = language.of(_("There is something new for you")), language.of(_("Open your inbox"))
        return Item(what=what, title=title, address=f"{address}/inbox")
    anchor = f"#{line.anchor}" if line.anchor else ""
    what = language.of(_done(line), name=_names(line, language))
    page = f"posts/{line.post}{anchor}" if line.post else "inbox"
    return Item(what=what, title=line.title or language.of(_("Open your inbox")), address=f"{address}/{page}")


def subject(lines: tuple[Line, ...], *, site: str, language: Language) -> str:
    """Return the subject of a letter. It says what it is about if that is one thing, and how many otherwise."""
    first, *others = lines
    if others:
        return language.ngettext(
            "{site}: {number} thing for you", "{site}: {number} things for you", len(lines), site=site
        )
    said = _("Something new for you") if first.is_private else SUBJECTS[first.kind]
    return f"{site}: {language.of(said)}"


def _done(line: Line) -> str:
    if line.kind == "asked":
        return SOON.get(line.what or "", DONE["asked"])
    if line.kind == "decided":
        return OUTCOMES.get((line.what, line.outcome), DONE["decided"])
    return OUTCOMES.get((line.what, line.outcome)) or DECIDED.get((line.kind, line.what), DONE[line.kind])


def _names(line: Line, language: Language) -> str:
    if line.is_by_asker or not line.by:
        return language.of(_("The asker") if line.is_by_asker else _("Someone"))
    first, *others = [person.name for person in line.by]
    if len(others) == 1:
        return language.of(_("{name} and {other}"), name=first, other=others[0])
    more = language.ngettext("{name} and {number} other", "{name} and {number} others", len(others), name=first)
    return more if others else first
