"""The demo's people: their profiles, managers, levels and choices."""

from dataclasses import replace
from datetime import datetime, timedelta

from graph import clock, viewers
from graph.expertise import endorsements, stated_levels
from graph.feed import digests
from graph.imports import keys
from graph.imports import people as newcomers
from graph.imports.people import ImportedPerson
from graph.media import photos
from graph.media.files import FileDraft
from graph.media.photos import Crop
from graph.people import accounts, employment, inference_consent, people, profiles
from graph.skills import coverage
from store import blobs
from webapp.demo import names, portraits
from webapp.demo.content import Company, Person

# A portrait is square already.
WHOLE = Crop(zoom=100, across=500, down=500)


def employ(company: Company, *, now: datetime, password_hash: str) -> None:
    """Add those who are not here yet. They all sign in with the same password."""
    there = keys.known("person", [names.person_key(one.first_name) for one in company.people])
    new = [one for one in company.people if names.person_key(one.first_name) not in there]
    newcomers.add([_newcomer(one, now) for one in new], at=now)
    for one in new:
        id = names.person(one.first_name)
        accounts.give_sign_in(id, email=f"{one.first_name}@example.com", password_hash=password_hash)
        _describe(one, now)
        people.work_in(id, one.unit)
        if one.manager:
            people.report_to(id, names.person(one.manager))
    _show_faces(company)


def speak(company: Company, *, now: datetime) -> None:
    """State people's levels, and what they want to learn and to teach. Managers and colleagues say some of it."""
    for one in company.people:
        with clock.put_back(now - timedelta(days=one.joined // 2)):
            _speak(one)
    for rating in company.ratings:
        with clock.put_back(now - timedelta(days=rating.days)):
            skill = names.skill(rating.skill)
            stated_levels.rate(names.person(rating.of), skill, rating.level, by=names.person(rating.by))


def endorse(company: Company, *, now: datetime) -> None:
    """Let colleagues confirm skills of people whose texts they liked, and ask each other to."""
    for one in company.endorsements:
        with clock.put_back(now - timedelta(days=one.days)):
            endorsements.endorse(
                names.person(one.of),
                names.skill(one.skill),
                one.level,
                was_taught=one.was_taught,
                by=names.viewer(one.by),
            )
    for request in company.requests:
        with clock.put_back(now - timedelta(days=request.days)):
            endorsements.ask(names.person(request.of), names.skill(request.skill), by=names.viewer(request.by))


def leave(company: Company, *, now: datetime) -> None:
    """Let those leave who have left, after everything that they did."""
    admin = next(names.person(one.first_name) for one in company.people if one.is_admin)
    for one in company.people:
        if one.left is not None:
            with clock.put_back(now - timedelta(days=one.left)):
                employment.leave(names.person(one.first_name), by=admin)


def _newcomer(entry: Person, now: datetime) -> ImportedPerson:
    return ImportedPerson(
        key=names.person_key(entry.first_name),
        name=entry.name,
        about=entry.about,
        office=entry.office,
        source_url=None,
        joined_at=now - timedelta(days=entry.joined),
        last_active_at=now - timedelta(days=entry.left or 0),
        is_admin=entry.is_admin,
    )


def _show_faces(company: Company) -> None:
    """Give everyone who wants one a portrait. It is ours and square, so no worker has to prepare it."""
    for one in company.people:
        id = names.person(one.first_name)
        if one.portrait is not None and photos.get(id).photo is None:
            portrait = _portrait(one)
            photos.finish(photos.send(portrait, WHOLE, of=id), portrait)


def _portrait(entry: Person) -> FileDraft:
    picture = portraits.draw(entry.name, entry.portrait or "")
    return FileDraft(
        hash=blobs.put_bytes(picture),
        name="photo.png",
        media_type="image/png",
        bytes=len(picture),
        width=portraits.SIDE,
        height=portraits.SIDE,
    )


def _describe(entry: Person, now: datetime) -> None:
    id = names.person(entry.first_name)
    begins, ends = entry.hours
    profile = replace(
        profiles.get(id),
        headline=entry.headline,
        pronouns=entry.pronouns,
        time_zone=entry.time_zone,
        languages=entry.languages,
        work_begins=begins,
        work_ends=ends,
        help_hours=entry.help_hours,
        takes_asks=entry.takes_asks,
        is_listed=entry.is_listed,
        away_until=(now + timedelta(days=entry.away_days)).date() if entry.away_days else None,
    )
    profiles.describe(id, profile)
    if entry.digest != "daily":
        digests.want(entry.digest, by=id)


def _speak(entry: Person) -> None:
    viewer = viewers.get(names.person(entry.first_name))
    for name, level in entry.levels.items():
        teaches = level > coverage.PRACTITIONER or name in entry.teaches
        stated_levels.add([name], level=level, wants=name in entry.wants, teaches=teaches, by=viewer)
    for name in {*entry.wants, *entry.teaches} - entry.levels.keys():
        wants, teaches = name in entry.wants, name in entry.teaches
        stated_levels.add([name], level=None, wants=wants, teaches=teaches, by=viewer)
    for name in entry.hides:
        stated_levels.show_to(names.skill(name), "me", by=viewer.id)
    if not entry.is_inferred and inference_consent.mode() != "off":
        inference_consent.choose(viewer.id, is_inferred=False)
