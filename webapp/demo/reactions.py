"""What the demo's people did with what others wrote: votes, reactions, reviews, bookmarks and the same question."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from graph import clock
from graph.demand import me_too
from graph.editing import duplicates
from graph.expertise import evidence
from graph.feed import view_counts
from graph.freshness import checks, freshness, reactions, reviews, verification_evidence
from graph.ids import AnswerId, PostId, QuestionId
from graph.imports import votes as imported
from graph.imports.votes import ImportedVote
from graph.library import bookmarks
from graph.posts import votes
from graph.viewers import Viewer
from webapp.demo import names, posts
from webapp.demo.content import Company, Post, Question, Text

# Colleagues read a post this long after it was written.
LATER = timedelta(hours=60)


def vote(company: Company, *, now: datetime) -> None:
    """Let people vote on posts and answers, and weigh what everyone has written."""
    cast: list[ImportedVote] = []
    for post in (*company.questions, *company.tips):
        for on, text in ((names.post_key(post), post), *_answers(post)):
            cast += [ImportedVote(by=names.person_key(name), on=on, at=_later(post, now)) for name in text.liked]
    imported.cast(cast)
    for post in (*company.links, *company.videos):
        with clock.put_back(_later(post, now)):
            for name in post.liked:
                votes.cast(names.post_id(post), 1, by=names.viewer(name))
    evidence.recount()


def give(company: Company, *, now: datetime) -> None:
    """Let people react to posts and answers, keep them, and say that they have the same question."""
    readers = {one.first_name: names.viewer(one.first_name) for one in company.people}
    for post in company.posts:
        with clock.put_back(_later(post, now)):
            for on, text in _texts(post):
                _react(on, text, readers)
            _keep(post, readers)


def review(company: Company, *, now: datetime) -> None:
    """Let posts be verified, found outdated or dangerous, and retired, in this order."""
    for post in company.posts:
        _verify(post, now)
    for post in company.posts:
        for on, text in _texts(post):
            _warn(on, text, now)
    for post in company.posts:
        if post.retired:
            with clock.put_back(now - timedelta(days=post.retired.days)):
                freshness.retire(names.post_id(post), by=names.viewer(post.retired.by))
    reviews.make_due()


def close(company: Company, *, now: datetime) -> None:
    """Close the questions that were asked before. Their askers agree, so one proposal is enough."""
    for one in company.questions:
        question, asker = QuestionId(names.post_id(one)), names.viewer(one.by)
        if one.duplicate_of and not duplicates.of(question, viewer=asker).is_closed:
            with clock.put_back(_later(one, now)):
                duplicates.propose(question, QuestionId(names.post(one.duplicate_of)), by=asker)


def _later(post: Post, now: datetime) -> datetime:
    return min(posts.posted_at(post, now) + LATER, now - timedelta(minutes=5))


def _texts(post: Post) -> Iterator[tuple[PostId | AnswerId, Text]]:
    yield names.post_id(post), post
    if isinstance(post, Question):
        for number, answer in enumerate(post.answers, start=1):
            yield names.answer(post, number), answer


def _answers(post: Post) -> Iterator[tuple[str, Text]]:
    if isinstance(post, Question):
        for number, answer in enumerate(post.answers, start=1):
            yield names.answer_key(post, number), answer


def _react(on: PostId | AnswerId, text: Text, readers: Mapping[str, Viewer]) -> None:
    for name in text.works:
        reactions.react(on, "works", by=readers[name])


def _keep(post: Post, readers: Mapping[str, Viewer]) -> None:
    id = names.post_id(post)
    for name in post.bookmarked:
        bookmarks.keep(id, by=readers[name])
    for name in post.too if isinstance(post, Question) else ():
        me_too.add(id, by=readers[name])
    for name in {*post.works, *post.bookmarked}:
        view_counts.count(id, by=readers[name])


def _verify(post: Post, now: datetime) -> None:
    if post.verified:
        id, viewer = names.post_id(post), names.viewer(post.verified.by)
        with clock.put_back(now - timedelta(days=post.verified.days)):
            freshness.verify(id, by=viewer)
            verification_evidence.note(id, by=viewer.id)


def _warn(on: PostId | AnswerId, text: Text, now: datetime) -> None:
    if text.dangerous:
        with clock.put_back(now - timedelta(days=text.dangerous.days)):
            reactions.react(on, "dangerous", text.dangerous.reason, by=names.viewer(text.dangerous.by))
    if text.outdated:
        with clock.put_back(now - timedelta(days=text.outdated.days)):
            reacted = reactions.react(on, "outdated", text.outdated.reason, by=names.viewer(text.outdated.by))
            for doubted in (reacted.post, *freshness.travel(reacted.post)) if reacted.is_doubt else ():
                checks.ask(doubted)
