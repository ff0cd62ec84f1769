"""The kinds of notification, and by which channel people hear of each unless they choose otherwise."""

from dataclasses import dataclass
from typing import Literal, get_args

NotificationKind = Literal[
    "asked",
    "answered",
    "mentioned",
    "revealed",
    "accepted",
    "commented",
    "warned",
    "edited",
    "changed",
    "decided",
    "check",
    "followed",
    "thanked",
    "expert",
    "ability",
    "membership",
    "invited",
    "account",
    "first_tip",
    "mentoring",
    "matched",
    "introduction",
    "noticed",
]

# What a person can stop from a letter.
ALL: Literal["all"] = "all"
StopKind = NotificationKind | Literal["all"]

# Each channel includes those before it: what is mailed is in the inbox too.
Channel = Literal["nothing", "inbox", "digest", "mail"]
CHANNELS: tuple[Channel, ...] = get_args(Channel)


@dataclass(frozen=True, kw_only=True)
class Defaults:
    """How people hear of a kind. `least` is the least they can choose, so that nobody misses what others wait for."""

    channel: Channel
    least: Channel = "nothing"


# In the order of the page Notifications. If one text concerns someone in several ways, the first kind counts.
KINDS: dict[NotificationKind, Defaults] = {
    # Asks run out after three days, so they can't wait for one mail a morning.
    "asked": Defaults(channel="mail", least="inbox"),
    "answered": Defaults(channel="mail"),
    "mentioned": Defaults(channel="mail"),
    # Whoever asked anonymously has a right to know that two coaches have seen their name.
    "revealed": Defaults(channel="mail", least="inbox"),
    "accepted": Defaults(channel="digest"),
    "commented": Defaults(channel="digest"),
    "warned": Defaults(channel="digest", least="inbox"),
    "edited": Defaults(channel="digest"),
    "changed": Defaults(channel="digest", least="inbox"),
    "decided": Defaults(channel="digest"),
    "check": Defaults(channel="digest"),
    "followed": Defaults(channel="digest"),
    "thanked": Defaults(channel="digest"),
    # People answer before they are shown as experts.
    "expert": Defaults(channel="digest", least="inbox"),
    # Colleagues wait to be confirmed.
    "ability": Defaults(channel="digest", least="inbox"),
    # People wait to be let in.
    "membership": Defaults(channel="digest", least="inbox"),
    "invited": Defaults(channel="digest"),
    # Everyone has a right to know what others do to their account.
    "account": Defaults(channel="digest", least="inbox"),
    "first_tip": Defaults(channel="digest"),
    # Requests run out after three days, and people wait to be met.
    "mentoring": Defaults(channel="mail", least="inbox"),
    "matched": Defaults(channel="digest"),
    # Colleagues wait to be introduced, for a week.
    "introduction": Defaults(channel="mail", least="inbox"),
    "noticed": Defaults(channel="digest"),
}


def includes(chosen: Channel, channel: Channel) -> bool:
    """Return whether someone who chose a channel also hears by the other one."""
    return CHANNELS.index(chosen) >= CHANNELS.index(channel)
