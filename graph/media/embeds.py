"""Videos on other sites: on YouTube, Vimeo or TED, whose addresses are known, or on a site that offers a player
(workers/posts/oembed.py). Nothing is loaded from these sites before a reader asks for it.
"""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

KEY = re.compile(r"[\w-]{1,64}")
HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")
PLAYER_CHARACTERS = 2_000


@dataclass(frozen=True, kw_only=True)
class Embed:
    """A video on another site, and the address of that site's player.

    `is_known` says that the address was made here, not by the other site.
    """

    provider: str
    player: str
    is_known: bool

    @property
    def origin(self) -> str:
        """The origin that the player is loaded from, for the content security policy."""
        return f"https://{urlsplit(self.player).netloc}"

    def at(self, seconds: int) -> str:
        """Return the player's address, starting at this second."""
        if self.provider == "Vimeo":
            return f"{self.player}#t={seconds}s"
        return f"{self.player}&start={seconds}" if self.provider == "YouTube" and seconds else self.player


def find(url: str) -> Embed | None:
    """Return the video at an address as people copy it, or `None` if its site is not known."""
    parts = urlsplit(url.strip())
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    steps = [step for step in parts.path.split("/") if step]
    if host in ("youtube.com", "youtube-nocookie.com", "youtu.be"):
        return _youtube(host, steps, parse_qs(parts.query))
    if host in ("vimeo.com", "player.vimeo.com"):
        return _made("Vimeo", "https://player.vimeo.com/video/{}?dnt=1", next(filter(str.isdecimal, steps), ""))
    if host in ("ted.com", "embed.ted.com") and steps[:1] == ["talks"]:
        return _made("TED", "https://embed.ted.com/talks/{}", steps[1] if len(steps) > 1 else "")
    return None


def lent(player: str) -> Embed | None:
    """Return a player that a site offers, named after its host, or `None` if its address is unusual.

    The name that the site gives itself isn't used: readers decide by the host, which learns their IP address.
    """
    try:
        parts = urlsplit(player)
        is_plain = parts.scheme == "https" and parts.netloc == parts.hostname
    except ValueError:
        return None
    if not is_plain or len(player) > PLAYER_CHARACTERS or not HOST.fullmatch(parts.netloc):
        return None
    return Embed(provider=parts.netloc, player=player, is_known=False)


def _youtube(host: str, steps: list[str], query: dict[str, list[str]]) -> Embed | None:
    key = query.get("v", [""])[0]
    if not key and steps:
        key = steps[0] if host == "youtu.be" else steps[-1] if steps[0] in ("embed", "shorts", "live") else ""
    # This host sets no cookies until the video plays.
    return _made("YouTube", "https://www.youtube-nocookie.com/embed/{}?rel=0", key)


def _made(provider: str, player: str, key: str) -> Embed | None:
    return Embed(provider=provider, player=player.format(key), is_known=True) if KEY.fullmatch(key) else None
