"""What the demo's people wrote: questions with their answers, tips, links, and comments on all of them."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from zlib import crc32

from graph import clock
from graph.ids import SkillSlug
from graph.imports import keys, posts, replies, skills
from graph.imports.posts import ImportedPost
from graph.imports.replies import ImportedAnswer, ImportedComment
from graph.posts import citations, links, people_mentions
from graph.posts.links import LinkDraft
from webapp.demo import names
from webapp.demo.content import Comment, Company, Link, Post, Question
from webapp.demo.names import Place

# Questions from the last few days still need an answer, so we look for experts.
FRESH = timedelta(days=1, hours=12)

# Hours until the first, second … answer comes; the last one counts for all that follow.
WAITED = (3, 9, 26, 50)


def write(company: Company, *, now: datetime) -> None:
    """Add the questions, answers and tips that are not here yet."""
    places = names.places()
    questions = [_post(one, places, now) for one in company.questions]
    posts.add_questions(_new("question", questions), at=now, match_since=now - FRESH)
    tips = [_post(one, places, now) for one in company.tips]
    posts.add_tips(_new("tip", tips), at=now)
    answers = [answer for one in company.questions for answer in _answers(one, now)]
    there = keys.known("answer", [one.key for one in answers])
    replies.answer([one for one in answers if one.key not in there])
    skills.show_to_readers()
    citations.note([names.post_id(one) for one in (*company.questions, *company.tips)])


def share(company: Company, *, now: datetime) -> None:
    """Share the links that are not here yet."""
    places = names.places()
    for one in company.links:
        if not links.find_shared(one.url, viewer=names.viewer(one.by)):
            with clock.put_back(posted_at(one, now)):
                links.share(_link(one, places), by=names.person(one.by))


def comment(company: Company, *, now: datetime) -> None:
    """Add the comments that are not here yet, and tell the people whom they or an answer name."""
    made = _all_comments(company, now)
    there = keys.known("comment", [one.key for one in made])
    replies.comment([one for one in made if one.key not in there])
    _mention(company, made, now)


def posted_at(entry: Post, now: datetime) -> datetime:
    """Return when someone posted this: not all at the same time of day."""
    minutes = 60 + crc32(entry.title.encode()) % 300 if entry.days else 60
    return now - timedelta(days=entry.days, minutes=minutes)


def _all_comments(company: Company, now: datetime) -> list[ImportedComment]:
    made: list[ImportedComment] = []
    for post in (*company.questions, *company.tips):
        since = posted_at(post, now)
        made += _comments(post.comments, on=names.post_key(post), since=since, now=now)
    for question in company.questions:
        for number, answer in enumerate(question.answers, start=1):
            since = _given_at(question, number, now)
            made += _comments(answer.comments, on=names.answer_key(question, number), since=since, now=now)
    return made


def _mention(company: Company, made: list[ImportedComment], now: datetime) -> None:
    answers = [answer for one in company.questions for answer in _answers(one, now)]
    written = [(one.key, one.body, one.given_at) for one in answers]
    written += [(one.key, one.body, one.made_at) for one in made]
    for key, body, at in written:
        if people_mentions.NAMED.search(body.markdown):
            with clock.put_back(at):
                people_mentions.note(keys.id_of(key))


def _new(kind: keys.ImportedKind, entries: list[ImportedPost]) -> list[ImportedPost]:
    there = keys.known(kind, [one.key for one in entries])
    return [one for one in entries if one.key not in there]


def _post(entry: Post, places: Mapping[str, Place], now: datetime) -> ImportedPost:
    place = places[entry.community] if entry.community else names.NOWHERE
    return ImportedPost(
        key=names.post_key(entry),
        title=entry.title,
        body=names.prose(entry.body),
        author=names.person_key(entry.by),
        skills=tuple(SkillSlug(names.skill(name)) for name in entry.skills),
        score=entry.score,
        posted_at=posted_at(entry, now),
        community=place.id or None,
        audience=place.audience,
        is_anonymous=isinstance(entry, Question) and entry.is_anonymous,
        needed_by=entry.needed_by if isinstance(entry, Question) else "",
    )


def _answers(entry: Question, now: datetime) -> list[ImportedAnswer]:
    return [
        ImportedAnswer(
            key=names.answer_key(entry, number),
            question=names.post_key(entry),
            body=names.prose(answer.body),
            author=names.person_key(answer.by),
            score=answer.score,
            given_at=_given_at(entry, number, now),
            accepted_at=_accepted_at(entry, number, now) if answer.is_accepted else None,
        )
        for number, answer in enumerate(entry.answers, start=1)
    ]


def _given_at(entry: Question, number: int, now: datetime) -> datetime:
    hours = WAITED[min(number, len(WAITED)) - 1]
    return min(posted_at(entry, now) + timedelta(hours=hours), now - timedelta(minutes=50 - 5 * min(number, 5)))


def _accepted_at(entry: Question, number: int, now: datetime) -> datetime:
    return min(_given_at(entry, number, now) + timedelta(hours=4), now - timedelta(minutes=20))


def _comments(entries: Iterable[Comment], *, on: str, since: datetime, now: datetime) -> Iterable[ImportedComment]:
    for number, one in enumerate(entries, start=1):
        yield ImportedComment(
            key=keys.key(names.SITE, "comment", f"{on}-{number}"),
            post=on,
            answer=on,
            body=names.prose(one.body),
            author=names.person_key(one.by),
            made_at=min(since + timedelta(hours=2 * number), now - timedelta(minutes=10)),
        )


def _link(entry: Link, places: Mapping[str, Place]) -> LinkDraft:
    return LinkDraft(
        title=entry.title,
        body=names.prose(entry.body),
        skills=entry.skills,
        community=places[entry.community].id if entry.community else None,
        url=entry.url,
    )
