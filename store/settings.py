"""Where files are stored and which are accepted, read from the environment."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from fsspec.registry import known_implementations

from settings import reading, shown

GROUPS = ("pictures", "documents", "text", "archives")
MEGABYTE = 1_000_000
SCANNER = r"|/[^\s]+|[^\s/:]+:\d+"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """`folder` is where uploads grow and videos are made; `url` is where finished files are stored."""

    folder: Path
    url: str
    groups: frozenset[str]
    file_bytes: int
    video_bytes: int
    scanner: str

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> "Settings":
        """Read the settings. Raises `Misconfigured` with every problem at once."""
        with reading(env) as it:
            folder = Path(it.text("GUILDHALL_DATA_DIR", "data")).absolute()
            url = it.text("GUILDHALL_FILES_URL", f"file://{folder / 'files'}")
            is_known = url.partition("://")[0] in known_implementations
            it.expect(is_known, f"GUILDHALL_FILES_URL should look like s3://bucket/folder, not {shown(url)}.")
            groups = {name.strip() for name in it.text("GUILDHALL_FILE_TYPES", ",".join(GROUPS)).split(",")}
            one_or_more = f"one or more of {', '.join(GROUPS)}, separated by commas"
            it.expect(groups <= set(GROUPS), f"GUILDHALL_FILE_TYPES must be {one_or_more}.")
            return cls(
                folder=folder,
                url=url,
                groups=frozenset(groups),
                file_bytes=it.number("GUILDHALL_FILE_MEGABYTES", 20, most=MEGABYTE) * MEGABYTE,
                video_bytes=it.number("GUILDHALL_VIDEO_MEGABYTES", 2000, most=MEGABYTE) * MEGABYTE,
                scanner=it.url("GUILDHALL_VIRUS_SCANNER", SCANNER, like="host:port or the path of a socket"),
            )
