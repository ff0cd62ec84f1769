"""The time zones that people choose from, with their offset at present."""

from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from graph import clock

REGIONS = (
    *("Africa", "America", "Antarctica", "Arctic", "Asia"),
    *("Atlantic", "Australia", "Europe", "Indian", "Pacific"),
)
OTHER = "Other"
# Where a computer is, and where it isn't yet: no zones for people.
NO_PLACES = ("Factory", "localtime", "posixrules")

HOUR_MICROSECONDS = 3_600_000_000


@dataclass(frozen=True, kw_only=True)
class Zone:
    """A time zone such as Europe/Berlin, labelled `Berlin (UTC+01:00)`."""

    name: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Region:
    """The zones of a part of the world, by label."""

    name: str
    zones: tuple[Zone, ...]


def regions() -> tuple[Region, ...]:
    """Return all time zones by region. Zones without a place, such as UTC, and old names come last."""
    return _regions(clock.key(clock.now()) // HOUR_MICROSECONDS)


# Offsets change at most once an hour.
@lru_cache(maxsize=1)
def _regions(_hour: int) -> tuple[Region, ...]:
    zones = {name: _zone(name) for name in available_timezones() if name not in NO_PLACES}
    found = {region: [zone for name, zone in zones.items() if _region(name) == region] for region in (*REGIONS, OTHER)}
    return tuple(Region(name=name, zones=tuple(sorted(of, key=lambda zone: zone.label))) for name, of in found.items())


def _region(name: str) -> str:
    region = name.partition("/")[0]
    return region if region in REGIONS and region != name else OTHER


def _zone(name: str) -> Zone:
    places = name.replace("_", " ").split("/")
    # The city first, because people type its first letters: America/Argentina/Ushuaia is `Ushuaia, Argentina`.
    place = ", ".join(reversed(places[1:])) if _region(name) != OTHER else "/".join(places)
    offset = clock.now().astimezone(ZoneInfo(name)).strftime("%z")
    return Zone(name=name, label=f"{place} (UTC{offset[:3]}:{offset[3:5]})")
