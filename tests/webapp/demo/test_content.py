"""What the demo's files say is complete, and names only what is there."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from store import containers
from webapp.demo import content, films, portraits
from webapp.demo.content import Answer, Post, Question, Text, Video
from workers.media import ffmpeg

COMPANY = content.read()
POSTS = COMPANY.posts
PEOPLE = {one.first_name for one in COMPANY.people}
NAMED = {one.name for one in POSTS if one.name}

ADDRESS = re.compile(r"\b[a-z]+://[^\s)\"'`]+")
# Addresses that are part of an example, not to be opened.
EXAMPLES = {"https://HOST"}


def texts(post: Post) -> Iterator[Text]:
    yield post
    yield from post.answers if isinstance(post, Question) else ()


def answers() -> list[Answer]:
    return [answer for one in COMPANY.questions for answer in one.answers]


def readers(post: Post) -> Iterator[str]:
    """Everyone who does something with a post or with an answer to it."""
    yield from post.bookmarked
    yield from (one.by for one in (post.verified, post.retired) if one)
    yield from post.too if isinstance(post, Question) else ()
    for text in texts(post):
        yield from (text.by, *text.liked, *text.works, *(one.by for one in text.comments))
        yield from (one.by for one in (text.outdated, text.dangerous) if one)


def test_the_company_is_large_enough_to_look_like_one() -> None:
    assert len(COMPANY.people) >= 40
    assert {one.visibility for one in COMPANY.communities} == {"public", "private", "hidden"}
    assert len(COMPANY.communities) == 6
    assert (len(POSTS) >= 200, len(COMPANY.questions) >= 110, len(COMPANY.tips) >= 60, len(COMPANY.links) >= 25) == (
        (True,) * 4
    )


def test_its_life_takes_two_years() -> None:
    assert max(one.joined for one in COMPANY.people) >= 700
    assert max(one.days for one in POSTS) >= 600
    assert {one.days // 90 for one in POSTS} == set(range(8))


def test_somebody_is_above_everybody_and_the_line_has_three_levels() -> None:
    above = {one.first_name: one.manager for one in COMPANY.people}
    order = list(above)
    assert [name for name, manager in above.items() if not manager] == ["ingrid"]
    assert all(manager in PEOPLE for manager in above.values() if manager)
    assert above[above[above["kiran"]]] == "ingrid", order


def test_the_people_of_the_readme_are_there() -> None:
    assert {"ada", "grace", "linus", "margaret", "tim", "halina", "bruno", "mei", "sofia", "jonas", "elin"} <= PEOPLE


def test_first_names_and_titles_are_unique() -> None:
    assert len(PEOPLE) == len(COMPANY.people)
    assert not [title for title, count in Counter(one.title for one in POSTS).items() if count > 1]


@pytest.mark.parametrize("post", POSTS, ids=lambda post: post.title)
def test_a_post_is_about_skills_and_by_people_that_exist(post: Post) -> None:
    assert set(readers(post)) <= PEOPLE
    assert post.skills
    assert set(post.skills) <= {one.name for one in COMPANY.skills}
    assert not any(text.by in (*text.liked, *text.works) for text in texts(post))
    assert not isinstance(post, Question) or post.duplicate_of in {"", *NAMED}


@pytest.mark.parametrize("post", [one for one in POSTS if one.community], ids=lambda post: post.title)
def test_what_is_in_a_closed_community_concerns_its_members_only(post: Post) -> None:
    (place,) = (one for one in COMPANY.communities if one.name == post.community)
    members = {place.coach, *place.coaches, *place.members}
    assert place.visibility == "public" or set(readers(post)) <= members


def test_everything_that_happened_is_about_posts_that_exist() -> None:
    named = [one.question for one in (*COMPANY.asks, *COMPANY.unmaskings, *COMPANY.proposals)]
    named += [one.of for one in COMPANY.edits]
    named += [one.on for one in COMPANY.thanks if one.on]
    named += [name for one in COMPANY.collections for name in one.posts]
    named += [found for post in POSTS for text in texts(post) for found in re.findall(r"\(post:([\w-]+)\)", text.body)]
    assert set(named) <= NAMED


def test_every_address_in_a_text_is_public_and_safe() -> None:
    found: set[str] = {address for post in POSTS for text in texts(post) for address in ADDRESS.findall(text.body)}
    found |= {one.url for one in COMPANY.links}
    assert {urlsplit(address).scheme for address in found} == {"https"}
    assert all("." in (urlsplit(address).hostname or "") for address in found - EXAMPLES)


def test_questions_have_every_kind_of_end() -> None:
    asked = COMPANY.questions
    assert sum(any(answer.is_accepted for answer in one.answers) for one in asked) > 50
    assert sum(bool(one.answers) and not any(answer.is_accepted for answer in one.answers) for one in asked) > 15
    assert sum(not one.answers and not one.duplicate_of for one in asked) > 10
    assert sum(bool(one.duplicate_of) for one in asked) == 4
    assert sum(len(one.answers) >= 3 for one in asked) >= 5
    assert sum(one.is_anonymous for one in asked) >= 4
    assert sum(bool(one.too) for one in asked) >= 15


def test_no_text_is_a_placeholder() -> None:
    assert all(len(text.body.split()) >= 12 for post in COMPANY.tips for text in texts(post))
    assert sum(len(answer.body.split()) for answer in answers()) / len(answers()) > 40


@pytest.mark.parametrize("video", COMPANY.videos, ids=lambda video: video.title)
def test_a_film_can_be_played(video: Video, tmp_path: Path) -> None:
    film = tmp_path / "film.avi"
    film.write_bytes(films.film(video.shapes, seconds=video.seconds, hue=video.hue))
    facts = ffmpeg.look(film, containers.of(film))
    assert (facts.seconds, facts.width, facts.height) == (video.seconds, films.WIDTH, films.HEIGHT)
    assert max(map(int, video.spoken)) < video.seconds


def test_a_portrait_is_the_same_each_time_and_another_for_somebody_else() -> None:
    pictures = [portraits.draw(one.name, one.portrait) for one in COMPANY.people if one.portrait is not None]
    assert len(set(pictures)) == len(pictures) > 40
    assert portraits.draw("Ada Okafor", "curls") == portraits.draw("Ada Okafor", "curls")
