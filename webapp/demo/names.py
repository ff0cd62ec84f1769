"""Finds what the demo's files name: people by their first name, posts by their name or title, communities by theirs."""

import re
from dataclasses import dataclass

from graph import viewers
from graph.cards import PostKind
from graph.communities import communities
from graph.ids import AnswerId, CommunityId, PersonId, PostId, SkillSlug, VideoId, slug
from graph.imports import keys
from graph.media import videos
from graph.posts import links
from graph.prose import Prose
from graph.viewers import EVERYONE, Viewer
from webapp.demo import content
from webapp.demo.content import Link, Post, Question, Video
from webapp.markdown import rendering

SITE = "demo"

# `@ada` names Ada, `[this](post:kafka-lag)` leads to the question or tip of that name.
PERSON = re.compile(r"(?<![\w@/.`])@([a-z]+)\b")
POST = re.compile(r"\(post:([\w-]+)\)")


@dataclass(frozen=True, kw_only=True)
class Place:
    """A community, and who may see what is posted there."""

    id: CommunityId
    audience: str


NOWHERE = Place(id=CommunityId(""), audience=EVERYONE)


def person_key(first_name: str) -> str:
    """Return the import key of a person."""
    return keys.key(SITE, "person", first_name)


def person(first_name: str) -> PersonId:
    """Return the id of a person."""
    return PersonId(keys.id_of(person_key(first_name)))


def viewer(first_name: str) -> Viewer:
    """Return a person as a viewer. Raises `NotFound` for people who have left."""
    return viewers.get(person(first_name))


def post_key(entry: Post) -> str:
    """Return the import key of a question or tip."""
    return keys.key(SITE, "question" if isinstance(entry, Question) else "tip", slug(entry.title))


def post_id(entry: Post) -> PostId:
    """Return the id of a post. A link or a film has to be there, because its id is random."""
    if isinstance(entry, Link):
        shared = links.find_shared(entry.url, viewer=viewer(entry.by))
        assert shared
        return shared.id
    if isinstance(entry, Video):
        film = find_video(entry)
        assert film
        return film
    return PostId(keys.id_of(post_key(entry)))


def find_video(entry: Video) -> VideoId | None:
    """Return the id of a film, if it is here."""
    listed = videos.listed(viewer=viewer(entry.by)).cards
    return next((VideoId(card.id) for card in listed if card.title == entry.title), None)


def post(name: str) -> PostId:
    """Return the id of the post of this name."""
    return post_id(entry(name))


def entry(name: str) -> Post:
    """Return what the files say about the post of this name. Raises `KeyError` if there is none."""
    everything = content.read()
    named = {one.name: one for one in (*everything.questions, *everything.tips, *everything.links) if one.name}
    return named[name]


def answer_key(question: Question, number: int) -> str:
    """Return the import key of an answer. They are counted from 1."""
    return keys.key(SITE, "answer", f"{slug(question.title)}-{number}")


def answer(question: Question, number: int) -> AnswerId:
    """Return the id of an answer."""
    return AnswerId(keys.id_of(answer_key(question, number)))


def skill(name: str) -> SkillSlug:
    """Return the slug of a skill."""
    return SkillSlug(slug(name))


def places() -> dict[str, Place]:
    """Return the communities by their names. Their coaches find them, because one of them is hidden."""
    return {
        one.name: _place(one, next(tag.id for tag in communities.open_to(viewer(one.coach)) if tag.name == one.name))
        for one in content.read().communities
    }


def prose(text: str) -> Prose:
    """Return a text with its HTML, in which the names of people and posts are links."""
    return rendering.prose(_linked(text))


def description(text: str) -> Prose:
    """Return the description of a video in the same way."""
    return rendering.described(_linked(text))


def _linked(text: str) -> str:
    return POST.sub(_address, PERSON.sub(_mention, text.strip()))


def _place(entry: content.Community, id: CommunityId) -> Place:
    return Place(id=id, audience=EVERYONE if entry.visibility == "public" else id)


def _mention(found: re.Match[str]) -> str:
    named = {one.first_name: one.name for one in content.read().people}
    name = named.get(found[1])
    return f"[@{name}](/people/{person(found[1])})" if name else found[0]


def _address(found: re.Match[str]) -> str:
    named = entry(found[1])
    kind: PostKind = "question" if isinstance(named, Question) else "tip"
    return f"(/{kind}s/{post_id(named)})"
