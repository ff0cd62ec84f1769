"""Where files are kept and which are taken, read from the environment."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from fsspec.registry import known_implementations

NAMES = (
    "GUILDHALL_FILES_URL",
    "GUILDHALL_FILE_TYPES",
    "GUILDHALL_FILE_MEGABYTES",
    "GUILDHALL_VIDEO_MEGABYTES",
    "GUILDHALL_VIRUS_SCANNER",
)

GROUPS = ("pictures", "documents", "text", "archives")
MEGABYTE = 1_000_000


class Misconfigured(Exception):
    """The environment asks for something that cannot work; the message has one line per problem."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """`folder` is where uploads grow and videos are made; `url` where all that is finished is kept."""

    folder: Path
    url: str
    groups: frozenset[str]
    file_bytes: int
    video_bytes: int
    scanner: str

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> "Settings":
        """Read the settings. Raises `Misconfigured` with every problem at once."""
        folder = Path(env.get("GUILDHALL_DATA_DIR") or "data").absolute()
        url = env.get("GUILDHALL_FILES_URL") or f"file://{folder / 'files'}"
        groups = tuple(name.strip() for name in (env.get("GUILDHALL_FILE_TYPES") or ",".join(GROUPS)).split(","))
        files, videos = (env.get("GUILDHALL_FILE_MEGABYTES") or "20", env.get("GUILDHALL_VIDEO_MEGABYTES") or "2000")
        scanner = env.get("GUILDHALL_VIRUS_SCANNER", "")
        if problems := _problems(url, groups, files, videos, scanner):
            raise Misconfigured("\n".join(problems))
        return cls(
            folder=folder,
            url=url,
            groups=frozenset(groups),
            file_bytes=int(files) * MEGABYTE,
            video_bytes=int(videos) * MEGABYTE,
            scanner=scanner,
        )


def _problems(url: str, groups: tuple[str, ...], files: str, videos: str, scanner: str) -> list[str]:
    scheme = url.partition("://")[0]
    checks = (
        (scheme in known_implementations, f"GUILDHALL_FILES_URL should look like s3://bucket/folder, not {url!r}."),
        (
            set(groups) <= set(GROUPS),
            f"GUILDHALL_FILE_TYPES must be one or more of {', '.join(GROUPS)}, separated by commas.",
        ),
        (_is_size(files), f"GUILDHALL_FILE_MEGABYTES must be a whole number above 0, not {files!r}."),
        (_is_size(videos), f"GUILDHALL_VIDEO_MEGABYTES must be a whole number above 0, not {videos!r}."),
        (
            re.fullmatch(r"|/[^\s]+|[^\s/:]+:\d+", scanner) is not None,
            f"GUILDHALL_VIRUS_SCANNER must be host:port or the path of a socket, not {scanner!r}.",
        ),
    )
    return [problem for is_right, problem in checks if not is_right]


def _is_size(number: str) -> bool:
    return number.isdecimal() and 0 < int(number) < MEGABYTE
