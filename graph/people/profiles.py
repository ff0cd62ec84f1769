"""Profiles: what people say about themselves and how they want to be asked."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from zoneinfo import available_timezones

from graph import characters, clock
from graph.driver import only, write
from graph.errors import NotFound, refuse_if_any
from graph.ids import PersonId
from graph.rows import read_as

NAME_CHARACTERS = 80
PRONOUN_CHARACTERS = 40
LINE_CHARACTERS = 120
ABOUT_CHARACTERS = 2_000
MOST_OPEN_ASKS = 20
MOST_LANGUAGES, LANGUAGE_CHARACTERS = 10, 30
HOURS_OF_A_WEEK = 40
# Half a day a week is the default.
HELP_HOURS = 4


@dataclass(frozen=True, kw_only=True)
class Profile:
    """What a person says about themselves and how they want to be asked. Raises `Invalid` with a sentence per field.

    Working hours are times in their own time zone such as 09:00, or empty. `languages` are tags such as `pl`, or what
    they typed when there was no list. `help_hours` is how many hours a week they can spend on other people's questions.
    People who are not listed appear in no list of people, search or finder; their page stays. Someone who
    `teaches_back` is asked first about skills that they learned recently (graph/asking/learners.py).
    """

    name: str
    pronouns: str = ""
    headline: str
    about: str
    office: str
    time_zone: str
    takes_asks: bool
    ask_limit: int
    away_until: date | None
    languages: tuple[str, ...] = ()
    work_begins: str = ""
    work_ends: str = ""
    help_hours: int = HELP_HOURS
    is_listed: bool = True
    teaches_back: bool = True

    def __post_init__(self) -> None:
        refuse_if_any(
            {
                "name": _length_problem("name", self.name, NAME_CHARACTERS)
                or (None if characters.is_seen(self.name) else "Enter your name."),
                "pronouns": _length_problem("pronouns", self.pronouns, PRONOUN_CHARACTERS),
                "headline": _length_problem("line about your work", self.headline, LINE_CHARACTERS),
                "about": _length_problem("text about you", self.about, ABOUT_CHARACTERS),
                "office": _length_problem("office", self.office, LINE_CHARACTERS),
                "time_zone": None if self.time_zone in ("", *_time_zones()) else "Choose a time zone from the list.",
                "languages": _languages_problem(self.languages),
                "work_begins": _hours_problem(self.work_begins, self.work_ends),
                "help_hours": None
                if 0 <= self.help_hours <= HOURS_OF_A_WEEK
                else f"Enter a number of hours between 0 and {HOURS_OF_A_WEEK}.",
                "ask_limit": None
                if 0 <= self.ask_limit <= MOST_OPEN_ASKS
                else f"Enter a number between 0 and {MOST_OPEN_ASKS}.",
            }
        )


@dataclass(frozen=True, kw_only=True)
class Unchosen:
    """What may be guessed, because a person has never chosen it."""

    time_zone: bool
    languages: bool


def get(id: PersonId) -> Profile:
    """Return a person's profile, to be edited. Raises `NotFound`."""
    found = read_as(
        Profile,
        """
        MATCH (person:Person {id: $id})
        RETURN person.name AS name,
               coalesce(person.pronouns, '') AS pronouns,
               coalesce(person.headline, '') AS headline,
               coalesce(person.about, '') AS about,
               coalesce(person.office, '') AS office,
               coalesce(person.time_zone, '') AS time_zone,
               coalesce(person.languages, []) AS languages,
               coalesce(person.work_begins, '') AS work_begins,
               coalesce(person.work_ends, '') AS work_ends,
               coalesce(person.help_hours, $help_hours) AS help_hours,
               coalesce(person.is_listed, true) AS is_listed,
               coalesce(person.teaches_back, true) AS teaches_back,
               person.takes_asks AS takes_asks,
               person.ask_limit AS ask_limit,
               person.away_until AS away_until
        """,
        id=id,
        help_hours=HELP_HOURS,
    )
    return only(found, otherwise=NotFound("This person doesn't exist, or you don't have access to their profile."))


def unchosen(id: PersonId) -> Unchosen:
    """Return what a person has never chosen on their profile. An empty choice is one. Raises `NotFound`."""
    found = read_as(
        Unchosen,
        """
        MATCH (person:Person {id: $id})
        RETURN person.time_zone IS NULL AS time_zone, person.languages IS NULL AS languages
        """,
        id=id,
    )
    return only(found, otherwise=NotFound("This person doesn't exist, or you don't have access to their profile."))


def describe(id: PersonId, profile: Profile) -> None:
    """Store a person's profile."""
    write(
        """
        MATCH (person:Person {id: $id})
        SET person += $said,
            person.name_lower = $name_lower,
            person.away_until = CASE WHEN $away_until IS NULL THEN null ELSE datetime($away_until) END,
            person.changed_key = $key
        """,
        id=id,
        name_lower=characters.folded(profile.name),
        said={
            "name": profile.name.strip(),
            "pronouns": profile.pronouns.strip(),
            "headline": profile.headline.strip(),
            "about": profile.about.strip(),
            "office": profile.office.strip(),
            "time_zone": profile.time_zone,
            "languages": list(profile.languages),
            "work_begins": profile.work_begins,
            "work_ends": profile.work_ends,
            "help_hours": profile.help_hours,
            "is_listed": profile.is_listed,
            "teaches_back": profile.teaches_back,
            "takes_asks": profile.takes_asks,
            "ask_limit": profile.ask_limit,
        },
        away_until=clock.midnight(profile.away_until) if profile.away_until else None,
        key=clock.key(clock.now()),
    )


@cache
def _time_zones() -> frozenset[str]:
    """Return the names of all time zones. Reading them from the disk takes longer than storing a profile."""
    return frozenset(available_timezones())


def _length_problem(thing: str, text: str, limit: int) -> str | None:
    return f"Use {limit:,} characters or fewer for the {thing}." if len(text) > limit else None


def _languages_problem(languages: tuple[str, ...]) -> str | None:
    if len(languages) > MOST_LANGUAGES or any(len(name) > LANGUAGE_CHARACTERS for name in languages):
        return f"Choose at most {MOST_LANGUAGES} languages."
    return None


def _hours_problem(begins: str, ends: str) -> str | None:
    times = [begins, ends]
    if times == ["", ""]:
        return None
    if not all(re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", time) for time in times):
        return "Enter both times, such as 09:00 and 17:30, or leave both empty."
    return "Enter two different times." if begins == ends else None
