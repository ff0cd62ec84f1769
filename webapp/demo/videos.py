"""The demo's films: drawn, uploaded as people upload theirs, and given captions. A worker makes them playable."""

import io
from collections.abc import Mapping
from datetime import datetime

from graph import clock
from graph.ids import VideoId
from graph.media import captions, videos
from graph.media.videos import VideoDraft
from store import uploads
from webapp.demo import films, names, posts
from webapp.demo.content import Company, Video
from webapp.demo.names import Place


def share(company: Company, *, now: datetime) -> None:
    """Share the films that are not here yet."""
    places = names.places()
    for one in company.videos:
        if names.find_video(one) is None:
            with clock.put_back(posts.posted_at(one, now)):
                captions.write_down(_share(one, places), "en", _spoken(one), by=names.person(one.by))


def _share(entry: Video, places: Mapping[str, Place]) -> VideoId:
    content = io.BytesIO(films.film(entry.shapes, seconds=entry.seconds, hue=entry.hue))
    author = names.person(entry.by)
    draft = VideoDraft(
        title=entry.title,
        body=names.description(entry.body),
        skills=entry.skills,
        community=places[entry.community].id if entry.community else None,
        url="",
        upload=uploads.adopt(content, owner=author, name="film.avi").id,
    )
    return videos.post(draft, by=author)


def _spoken(entry: Video) -> str:
    """Return the captions as WebVTT: each is shown until the next one begins."""
    begins = [int(second) for second in entry.spoken]
    ends = [*begins[1:], entry.seconds]
    return "WEBVTT\n\n" + "\n\n".join(
        f"00:{begin:02}.000 --> 00:{end:02}.000\n{text}"
        for begin, end, text in zip(begins, ends, entry.spoken.values(), strict=True)
    )
