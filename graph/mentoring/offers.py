"""Offers: on which terms someone mentors others. What they teach is on their profile, as skills that they teach.

Someone who teaches a skill and has set no terms takes one learner. Terms are for everyone to see who may know of a
skill that they teach; nobody sees who asks. Languages, the time zone and time away are those of the profile.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from graph import clock
from graph.cards import Author, SkillTag, by_name
from graph.driver import write
from graph.errors import refuse_if_any
from graph.ids import PersonId
from graph.rows import read_as
from graph.viewers import Viewer

# How people meet: once, or for some weeks.
Form = Literal["meeting", "weeks"]
FORMS: tuple[Form, ...] = get_args(Form)

# Who may ask: everyone, or only people of the same unit or of a community in which both are.
AskedBy = Literal["everyone", "unit", "communities"]
ASKED_BY: tuple[AskedBy, ...] = get_args(AskedBy)

MOST_PLACES, MOST_HOURS = 10, 40
# The terms of someone who has set none.
PLACES, HOURS = 1, 4


@dataclass(frozen=True, kw_only=True)
class Offer:
    """The terms of a mentor: how many learners at once, hours a month, in which forms, and who may ask.

    `is_reverse` says that people whom the mentor reports to may ask too, directly or not.

    Raises `Invalid` with a sentence per field.
    """

    places: int = PLACES
    hours: int = HOURS
    forms: tuple[str, ...] = ("meeting", "weeks")
    asked_by: str = "everyone"
    is_paused: bool = False
    is_reverse: bool = False

    def __post_init__(self) -> None:
        has_places, has_hours = 1 <= self.places <= MOST_PLACES, 1 <= self.hours <= MOST_HOURS
        has_forms = bool(self.forms) and set(self.forms) <= set(FORMS)
        refuse_if_any(
            {
                "places": None if has_places else f"Enter a number from 1 to {MOST_PLACES}.",
                "hours": None if has_hours else f"Enter a number from 1 to {MOST_HOURS}.",
                "forms": None if has_forms else "Choose at least one way to meet.",
                "asked_by": None if self.asked_by in ASKED_BY else "Choose who can ask you.",
            }
        )

    @property
    def ways(self) -> str:
        """The forms in one word and always in the same order, such as `meeting-weeks`."""
        return "-".join(form for form in FORMS if form in self.forms)


@dataclass(frozen=True, kw_only=True)
class Mentoring:
    """What a viewer sees of somebody as a mentor: the skills that they teach, and their terms.

    `may_ask` is whether this viewer can ask them now: the terms and reporting lines let them, and there is a place.
    """

    person: Author
    skills: tuple[SkillTag, ...]
    offer: Offer
    away_until: datetime | None
    may_ask: bool


@dataclass(frozen=True, kw_only=True)
class _Row:
    person: Author
    skills: tuple[SkillTag, ...]
    places: int
    hours: int
    forms: tuple[str, ...]
    asked_by: str
    is_paused: bool
    is_reverse: bool
    away_until: datetime | None
    is_ready: bool


def mine(*, viewer: Viewer) -> Offer:
    """Return the viewer's own terms, the default ones if they have set none."""
    found = read_as(
        Offer,
        """
        MATCH (:Person {id: $viewer})-[:OFFERS]->(offer:Offer)
        RETURN offer.places AS places, offer.hours AS hours, offer.forms AS forms, offer.asked_by AS asked_by,
               offer.is_paused AS is_paused, coalesce(offer.is_reverse, false) AS is_reverse
        """,
        viewer=viewer.id,
    )
    return found[0] if found else Offer()


def find(person: PersonId, *, viewer: Viewer) -> Mentoring | None:
    """Return what the viewer sees of somebody as a mentor. `None` if they teach nothing that the viewer may know of."""
    rows = read_as(
        _Row,
        """
        MATCH (mentor:Person {id: $person})
        WHERE mentor.state = 'active'
        MATCH (learner:Person {id: $viewer})
        WITH mentor, learner, [(mentor)-[standing:STANDS_IN]->(skill:Skill)
            WHERE standing.teaches AND {{standing is not hidden}} AND {{skill is known}}
            | {slug: skill.slug, name: skill.name}] AS skills
        WHERE size(skills) > 0
        OPTIONAL MATCH (mentor)-[:OFFERS]->(offer:Offer)
        RETURN {{mentor is named}} AS person,
               skills,
               coalesce(offer.places, $places) AS places,
               coalesce(offer.hours, $hours) AS hours,
               coalesce(offer.forms, $forms) AS forms,
               coalesce(offer.asked_by, 'everyone') AS asked_by,
               coalesce(offer.is_paused, false) AS is_paused,
               coalesce(offer.is_reverse, false) AS is_reverse,
               CASE WHEN {{mentor is present}} THEN null ELSE mentor.away_until END AS away_until,
               {{mentor is ready for the learner}} AND {{mentor is outside the line of the learner}}
                   AND {{mentor is free for}} > 0 AND NOT {{mentor is suspended}} AS is_ready
        """,
        person=person,
        viewer=viewer.id,
        audiences=viewer.audiences,
        places=PLACES,
        hours=HOURS,
        forms=list(Offer().forms),
        now=clock.now().isoformat(),
    )
    return _mentoring(rows[0], is_me=person == viewer.id) if rows else None


def set_terms(offer: Offer, *, by: Viewer) -> None:
    """Store the terms on which someone mentors. Learners whom they have already stay, even above the new number."""
    write(
        """
        MATCH (me:Person {id: $by})
        MERGE (offer:Offer {of: $by})
        SET offer += $terms, offer.changed_key = $changed
        MERGE (me)-[:OFFERS]->(offer)
        """,
        by=by.id,
        terms={
            "places": offer.places,
            "hours": offer.hours,
            "forms": list(offer.forms),
            "asked_by": offer.asked_by,
            "is_paused": offer.is_paused,
            "is_reverse": offer.is_reverse,
        },
        changed=clock.key(clock.now()),
    )


def _mentoring(row: _Row, *, is_me: bool) -> Mentoring:
    return Mentoring(
        person=row.person,
        skills=by_name(row.skills),
        offer=Offer(
            places=row.places,
            hours=row.hours,
            forms=row.forms,
            asked_by=row.asked_by,
            is_paused=row.is_paused,
            is_reverse=row.is_reverse,
        ),
        away_until=row.away_until,
        may_ask=row.is_ready and not is_me and row.away_until is None,
    )
