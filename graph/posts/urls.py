"""Addresses of pages elsewhere: what is wrong with one, and which ones lead to the same page."""

import hashlib
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

URL_CHARACTERS = 2_000


def problem(url: str) -> str | None:
    """Return what is wrong with an address, if anything."""
    try:
        parts = urlsplit(url.strip())
        is_whole = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_whole = False
        parts = urlsplit("")
    if not is_whole or any(sign.isspace() for sign in url.strip()):
        return "Enter the full address of the page, starting with https://."
    if parts.username or parts.password:
        return "This address contains a user name or password. Remove it first."
    if len(url) > URL_CHARACTERS:
        return f"Use {URL_CHARACTERS:,} characters or fewer for the address. It has {len(url):,}."
    return None


def title(url: str) -> str:
    """Return the title of a page until its site has given one."""
    parts = urlsplit(url)
    page = f"#{parts.fragment}" if parts.fragment.startswith(("/", "!/")) else ""
    return f"{parts.hostname}{parts.path.rstrip('/')}{page}".rstrip("/")


def digest(url: str) -> str:
    """Return a hash that addresses of the same page share: `www.`, `utm_` parameters and most fragments don't count.

    A fragment that begins like a path, as in `#/orders` or `#!/orders`, names a page of an application.
    """
    parts = urlsplit(url)
    query = urlencode(
        [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not pair[0].startswith("utm_")]
    )
    page = parts.fragment.rstrip("/") if parts.fragment.startswith(("/", "!/")) else ""
    plain = urlunsplit(("", parts.netloc.lower().removeprefix("www."), parts.path.rstrip("/"), query, page))
    return hashlib.sha256(plain.encode()).hexdigest()
