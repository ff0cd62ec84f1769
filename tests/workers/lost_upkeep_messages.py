"""More stories of lost messages: links and videos, people and skills, freshness and taxonomies."""

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from graph import clock, driver
from graph.asking import asks, inbox, not_my_skill
from graph.communities import communities, visibility
from graph.conduct import suspensions
from graph.conduct.suspensions import SuspensionDraft
from graph.demand import writing_requests
from graph.expertise import stated_levels
from graph.freshness import checks, freshness, reviews
from graph.ids import SkillSlug
from graph.media import captions, files, videos
from graph.media.files import FileDraft
from graph.media.videos import VideoDraft
from graph.merging import merges
from graph.people import employment, inference_consent
from graph.posts import answers, comments, links, questions, tips
from graph.posts.links import LinkDraft
from graph.skills import taxonomy_branches, taxonomy_skills, vocabulary
from graph.viewers import Viewer
from graph.words import words
from graph.words.words import WordDraft
from search import index
from tests import company as stories
from tests.company import Company
from tests.importers.taxonomy_files import esco_folder
from tests.workers.lost_messages import (
    KAFKA,
    Claim,
    Story,
    admin,
    ask_of,
    asked,
    cites,
    citing,
    is_indexed,
    is_matched,
    is_met,
    is_told,
    is_weighed,
    known,
    open_asks,
    story,
    wanted,
)
from webapp.importers import esco
from webapp.importers.report import Report
from workers import queue

# Nothing answers there.
ADDRESS = "https://127.0.0.1:9/lag"
CAPTIONS = "WEBVTT\n\n00:00.000 --> 00:02.000\nLook at the rebalances\n"


def share(company: Company) -> str:
    draft = LinkDraft(title="Lag", body=citing(company), skills=("kafka",), community=None, url=ADDRESS)
    return links.share(draft, by=company.ada.id)


def show(company: Company) -> str:
    draft = VideoDraft(title="Lag", body=citing(company), skills=("kafka",), community=None, url=ADDRESS, upload="")
    return videos.post(draft, by=company.ada.id)


def state_of(post: str) -> str:
    return driver.read("MATCH (post:Post {id: $id}) RETURN post.freshness AS state", id=post)[0]["state"]


def report_word(word: str) -> None:
    words.put([WordDraft(text=word, action="report")], community="", by=admin())


def is_reported(id: str) -> Claim:
    return lambda: bool(driver.read("MATCH (report:Report {about: $id}) RETURN report.id AS id", id=id))


def is_asked_to_check(viewer: Viewer) -> Claim:
    return lambda: any(one.why == "asked" for one in checks.waiting(viewer=viewer))


@story("files.show_in_post", "people_mentions.note", "notifications.note", "word_reports.look")
def _shown(company: Company) -> Story:
    draft = FileDraft(hash="f00", name="lag.webp", media_type="image/webp", bytes=9, width=4, height=3)
    file = files.upload(draft, by=company.linus.id)
    report_word("lag")
    yield {}
    body = stories.text(f"[@Tim](/people/{company.tim.id}), see ![lag](/files/{file})")
    comment = comments.make(company.kafka_answer, body, by=company.linus).id
    yield {
        "files.show_in_post": lambda: bool(driver.read("MATCH (:Post)-[:USES]->(file:File) RETURN 1 AS one")),
        "notifications.note": is_told(company.tim, "mentioned"),
        "people_mentions.note": lambda: bool(driver.read("MATCH ()-[:MENTIONS]->(:Person) RETURN 1 AS one")),
        "word_reports.look": is_reported(comment),
    }


@story("index", "weigh", "needs.meet", "links.describe", "freshness.note_citations")
def link_shared(company: Company) -> Story:
    need = wanted(company)
    yield {}
    writing_requests.ask(need)
    link = share(company)
    yield {
        "index": is_indexed,
        "weigh": is_weighed(link),
        "needs.meet": is_met(company),
        "links.describe": lambda: link not in links.waiting(),
        "freshness.note_citations": cites(link, company.kafka_tip),
    }


@story("index", "weigh", "needs.meet", "videos.prepare", "freshness.note_citations")
def video_posted(company: Company) -> Story:
    need = wanted(company)
    yield {}
    writing_requests.ask(need)
    video = show(company)
    yield {
        "index": is_indexed,
        "weigh": is_weighed(video),
        "needs.meet": is_met(company),
        "videos.prepare": lambda: video not in videos.unfinished(),
        "freshness.note_citations": cites(video, company.kafka_tip),
    }


@story("pictures.prepare")
def picture_uploaded(company: Company) -> Story:
    yield {}
    draft = FileDraft(hash="raw", name="lag.png", media_type="image/png", bytes=9, width=4, height=3)
    files.upload(draft, by=company.ada.id, is_waiting=True)
    # The sweep sends the message again, so that short work comes before the decoding of a hundred pictures.
    yield {"pictures.prepare": lambda: queue.waiting("pictures") > 0}


@story("index", "word_reports.look")
def captions_written(company: Company) -> Story:
    video = show(company)
    report_word("rebalances")
    yield {}
    captions.write_down(video, "en", CAPTIONS, by=company.ada.id)
    yield {"index": is_indexed, "word_reports.look": is_reported(video)}


@story("index", "matching.release")
def person_changed(company: Company) -> Story:
    question, barbara = asked(company), admin()
    yield {}
    assert ask_of(company.ada).question == question
    employment.leave(company.ada.id, by=barbara.id)
    yield {"index": is_indexed, "matching.release": lambda: not open_asks(company.ada)}


@story("notifications.note_account", "matching.release")
def person_suspended(company: Company) -> Story:
    question, barbara = asked(company), admin()
    yield {}
    assert ask_of(company.ada).question == question
    draft = SuspensionDraft(reason="rude", words="Stop.", ends_at=clock.now() + timedelta(days=9))
    suspensions.suspend(company.ada.id, draft, by=barbara)
    yield {
        "notifications.note_account": is_told(company.ada, "account"),
        "matching.release": lambda: not open_asks(company.ada),
    }


@story("index")
def standing_changed(company: Company) -> Story:
    yield {}
    stated_levels.show_to(KAFKA, "nobody", by=company.ada.id)
    yield {"index": is_indexed}


@story("index", "weigh")
def inference_chosen(company: Company) -> Story:
    yield {}
    weighed = is_weighed(company.kafka_answer)
    inference_consent.choose(company.ada.id, is_inferred=False)
    yield {"index": lambda: weighed() and is_indexed(), "weigh": weighed}


@story("index")
def skill_changed(company: Company) -> Story:
    barbara = admin()
    yield {}
    draft = vocabulary.SkillDraft(name="kafka", summary="A log.", aliases=("AK",), broader=(), related=())
    vocabulary.describe(KAFKA, draft, by=barbara)
    yield {"index": is_indexed}


@story("index", "weigh")
def skills_merged(company: Company) -> Story:
    barbara = admin()
    questions.ask(stories.question("Which?", "streaming"), by=company.tim.id)
    yield {}
    weighed = is_weighed(company.kafka_answer)
    merges.merge(KAFKA, SkillSlug("streaming"), by=barbara)
    yield {"index": is_indexed, "weigh": weighed}


@story("index", "weigh")
def community_changed(company: Company) -> Story:
    answer = answers.give(company.platform_question, stories.text("With the vault."), by=company.linus)
    yield {}
    visibility.change(company.platform, "public", since="private", by=company.margaret)
    communities.found(communities.CommunityDraft(name="Go", purpose="Go.", visibility="public"), by=company.tim.id)
    yield {"index": is_indexed, "weigh": is_weighed(answer)}


@story("matching.match_question")
def ask_declined(company: Company) -> Story:
    question = asked(company)
    yield {}
    asks.decline(ask_of(company.ada).id, by=company.ada.id)
    yield {"matching.match_question": is_matched(question)}


@story("index", "matching.match_question")
def skill_disclaimed(company: Company) -> Story:
    question = asked(company)
    yield {}
    not_my_skill.disclaim(ask_of(company.ada).id, KAFKA, by=company.ada.id)
    assert not inbox.asks(viewer=company.ada)
    yield {"index": is_indexed, "matching.match_question": is_matched(question)}


@story("weigh", "verification_evidence.note")
def post_verified(company: Company) -> Story:
    tip = known(company)
    yield {}
    freshness.verify(tip, by=company.ada)
    proof = f"{company.ada.id} verified {tip}"
    kept = "MATCH (proof:Proof {id: $id}) RETURN 1 AS one"
    yield {"weigh": is_weighed(proof), "verification_evidence.note": lambda: bool(driver.read(kept, id=proof))}


@story("freshness.travel", "notifications.note")
def post_outdated(company: Company) -> Story:
    built_on_it = known(company)
    yield {}
    freshness.doubt(company.kafka_tip, "The flag was renamed.", by=company.grace)
    is_asked = is_asked_to_check(company.ada)
    yield {
        "freshness.travel": lambda: state_of(built_on_it) == "to_check" and is_asked(),
        "notifications.note": is_told(company.ada, "warned"),
    }


@story("index")
def doubt_taken_back(company: Company) -> Story:
    freshness.doubt(company.kafka_tip, "The flag was renamed.", by=company.grace)
    yield {}
    freshness.take_back(company.kafka_tip, by=company.grace)
    yield {"index": is_indexed}


@story("index", "weigh", "notifications.note")
def post_retired(company: Company) -> Story:
    barbara = admin()
    yield {}
    weighed = is_weighed(company.kafka_tip)
    freshness.retire(company.kafka_tip, by=barbara)
    yield {"index": is_indexed, "weigh": weighed, "notifications.note": is_told(company.ada, "changed")}


@story("freshness.ask_next")
def check_declined(company: Company) -> Story:
    tip = tips.TipDraft(title="Lag", body=stories.text("More."), skills=("kafka",), community=None)
    tips.post(tip, by=company.linus.id)
    freshness.doubt(company.kafka_tip, "The flag was renamed.", by=company.grace)
    yield {}
    [check] = [one.check for one in checks.waiting(viewer=company.ada) if one.check]
    checks.decline(check, by=company.ada.id)
    yield {"freshness.ask_next": is_asked_to_check(company.linus)}


@story("needs.ask_next")
def commission_declined(company: Company) -> Story:
    known(company)
    need = wanted(company)
    yield {}
    writing_requests.ask(need)
    [(declined, viewer)] = [
        (one, viewer) for viewer in (company.ada, company.linus) for one in writing_requests.inbox(viewer=viewer)
    ]
    writing_requests.decline(declined.id, by=viewer.id)
    other = company.linus if viewer is company.ada else company.ada
    yield {"needs.ask_next": lambda: bool(writing_requests.inbox(viewer=other))}


@story("freshness.reschedule")
def review_interval_set(company: Company) -> Story:
    yield {}
    reviews.set_interval(company.platform, 7, by=company.margaret.id)
    soon = clock.key(clock.now() + timedelta(days=8))
    due = "MATCH (post:Post {id: $id}) WHERE post.due_key < $soon RETURN 1 AS one"
    yield {"freshness.reschedule": lambda: bool(driver.read(due, id=company.platform_question, soon=soon))}


@story("index")
def index_damaged(company: Company) -> Story:
    yield {}
    for file in (index.settings().folder).rglob("*"):
        if file.is_file() and file.suffix in (".seg", ".toc"):
            file.write_bytes(b"damaged")
    yield {"index": lambda: index.is_readable("posts") and is_indexed()}


@story("taxonomies.apply")
def branch_chosen(company: Company) -> Story:
    with TemporaryDirectory() as folder, Report(Path(folder) / "report.txt") as report:
        esco.Folder(esco_folder(Path(folder)), language="en", version="", report=report).load(lambda _bytes: None)
    yield {}
    [branch] = taxonomy_branches.named("information and communication technologies")
    taxonomy_branches.choose(branch)
    yield {"taxonomies.apply": lambda: branch not in taxonomy_skills.waiting()}
