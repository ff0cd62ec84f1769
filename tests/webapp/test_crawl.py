"""No page shows anyone what they may not see: people in each role follow every link of the site."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask

from graph import viewers
from graph.approvals import pending_posts
from graph.asking import inbox
from graph.communities import communities, post_templates
from graph.communities.communities import CommunityDraft
from graph.communities.post_templates import Templates
from graph.editing import conversions, duplicates, edits, suggested_edits
from graph.editing.edits import Edit
from graph.feed import feed_addresses, follows
from graph.finding import saved_searches
from graph.freshness import freshness, reactions
from graph.ids import (
    AnswerId,
    CommunityId,
    MentoringRoundId,
    PendingPostId,
    PostId,
    QuestionId,
    SkillSlug,
    SuggestedEditId,
    VideoId,
    WithdrawalId,
)
from graph.library import collections, items
from graph.library.rules import Rule
from graph.media import captions, videos
from graph.media.videos import VideoDraft
from graph.mentoring import goals
from graph.mentoring.goals import GoalDraft
from graph.moderation import unmaskings
from graph.posts import answers, citations, comments, links, questions, texts, tips, votes
from graph.posts.links import LinkDraft
from graph.rounds import members
from graph.rounds.members import PartDraft
from graph.skills import skills
from graph.viewers import Viewer
from graph.withdrawal import rules, withdrawals
from search import index
from tests import company as stories
from tests.company import Company
from tests.graph.circles import gathering
from tests.graph.curation import putting
from tests.graph.mentoring import learning
from tests.graph.office_hours import desk
from tests.graph.rounds import cohort
from tests.log_lines import written
from tests.webapp.client import Browser
from tests.webapp.crawl import crawl
from workers import events
from workers.expertise import evidence
from workers.feed import mail
from workers.finding import indexing
from workers.finding import saved_searches as look_again
from workers.freshness import freshness as tend
from workers.matching import matching
from workers.mentoring import round_previews

# Words that are only in the closed communities.
SECRETS = ("certificates", "vaultkeeper", "Zanzibar", "zirconium", "Merger talks", "merger-talks")


@dataclass(frozen=True, kw_only=True)
class Secrets:
    """What the closed communities contain, an anonymous question and the link to stop mail of Linus, Tim's feeds."""

    anonymous: QuestionId
    hidden: str
    curated: tuple[str, ...]
    mentoring: tuple[str, ...]
    round: MentoringRoundId
    video: VideoId
    suggested: tuple[SuggestedEditId, ...]
    ways_out: tuple[str, ...]
    feeds: tuple[str, ...]
    taken: WithdrawalId
    pending: PendingPostId


@pytest.fixture
def secrets(company: Company, site: Flask) -> Secrets:
    """Posts, answers, comments and skills in a private and a hidden community, all of them indexed and matched."""
    community = communities.show(company.platform, viewer=company.margaret).id
    tip = tips.TipDraft(
        title="The vaultkeeper knows", body=stories.text("Zanzibar."), skills=("zirconium",), community=community
    )
    tips.post(tip, by=company.ada.id)
    pending = pending_posts.hold(tip, "all_posts", by=company.ada)
    link = LinkDraft(
        url="https://vaultkeeper.example/Zanzibar", title="", body=stories.text(""), skills=(), community=community
    )
    links.share(link, by=company.ada.id)
    film = VideoDraft(
        title="The vaultkeeper speaks", body=stories.text(""), skills=(), community=community, url="", upload="u"
    )
    spoken = videos.post(film, by=company.ada.id)
    captions.write_down(
        spoken, "en", "WEBVTT\n\n00:01.000 --> 00:02.000\nZanzibar, says the vaultkeeper.", by=company.ada.id
    )
    secret = answers.give(company.platform_question, stories.text("With the vaultkeeper."), by=company.ada)
    comments.make(company.platform_question, stories.text("Zanzibar again."), by=company.linus)
    goals.aim("zirconium", GoalDraft(level=3, why="Zanzibar.", shared_with="manager"), by=company.ada)
    hidden = communities.found(
        CommunityDraft(name="Merger talks", purpose="Zanzibar.", visibility="hidden"), by=company.margaret.id
    )
    anonymous = questions.ask(stories.question("Am I alone with lag?", "kafka", is_anonymous=True), by=company.linus.id)
    helped = answers.give(anonymous, stories.text("You are not."), by=company.ada)
    answers.accept(helped, by=company.linus.id)
    comments.make(anonymous, stories.text("Same here."), by=company.tim)
    conversions.to_answer(comments.make(helped, stories.text("Found it."), by=company.linus).id, by=company.linus)
    own = answers.give(anonymous, stories.text("Or not."), by=company.linus)
    conversions.to_comment(own, by=company.linus)
    votes.cast(anonymous, 1, by=company.tim)
    for proof in (secret, helped, company.kafka_answer, company.kafka_tip):
        evidence.weigh(proof)
    again = questions.ask(stories.question("Why the lag again?", "kafka", is_anonymous=True), by=company.linus.id)
    shelve(company, community)
    suggested = change(company, anonymous, helped, secret)
    unmask(anonymous, again)
    post_templates.write_down(
        Templates(question_template="Where is the vaultkeeper?"), company.platform, by=company.margaret.id
    )
    indexing.rebuild(lambda _count: None)
    look_again.sweep()
    matching.match_question(again)
    assert [ask.asker for ask in inbox.asks(viewer=company.ada)] == [None]
    curated = putting.around(company, company.platform, SkillSlug("zirconium"), company.platform_question, "Zanzibar")
    return Secrets(
        anonymous=anonymous,
        curated=(
            *(f"/campaigns/{curated['campaign']}{part}" for part in ("", "/edit")),
            f"/context-messages/{curated['context_message']}",
        ),
        hidden=hidden,
        mentoring=(
            *learning.whisper(company.linus, company.ada, asker=company.margaret, words="Zanzibar"),
            *desk.whisper(company.ada, company.linus, words="Zanzibar"),
            *gathering.whisper(company.linus, company.ada, words="Zanzibar"),
        ),
        round=pair_up(company),
        video=spoken,
        suggested=suggested,
        ways_out=ways_out_of(company.linus, secret=str(site.secret_key)),
        feeds=feeds_of(company.tim, secret=str(site.secret_key)),
        taken=take_down(company),
        pending=pending,
    )


def take_down(company: Company) -> WithdrawalId:
    """Let Margaret withdraw what Ada wrote among the platform engineers."""
    answer = answers.give(company.platform_question, stories.text("Ask in Zanzibar."), by=company.ada)
    outlook = rules.outlook(answer, viewer=company.margaret)
    return withdrawals.withdraw(outlook, reason="The vaultkeeper is named.", by=company.margaret)


def ways_out_of(viewer: Viewer, *, secret: str) -> tuple[str, ...]:
    """Return the addresses in this person's mail with which they stop it."""
    letter = mail.signature(viewer.id, secret=secret, about="mail answered")
    return (
        f"/digest/{viewer.id}/{mail.signature(viewer.id, secret=secret)}",
        f"/notifications/{viewer.id}/answered/{letter}",
    )


def feeds_of(viewer: Viewer, *, secret: str) -> tuple[str, ...]:
    """Return the addresses of this person's feeds, one of each kind."""
    open_to_all = CommunityDraft(name="Streams", purpose="Data in motion.", visibility="public")
    slug = communities.found(open_to_all, by=viewer.id)
    here = f"/feeds/{feed_addresses.renew(by=viewer.id, secret=secret)}"
    return tuple(f"{here}/{feed}.atom" for feed in ("questions", "skills/kafka", f"communities/{slug}"))


def pair_up(company: Company) -> MentoringRoundId:
    """Let a coach start a round in the private community, which Ada joins with a secret skill, and preview it."""
    id = cohort.begin(company, name="Zanzibar in spring")
    [goal] = goals.mine(viewer=company.ada)
    members.join(id, PartDraft(learns=True, goals=(goal.id,)), by=company.ada)
    round_previews.make(id)
    return id


def shelve(company: Company, community: CommunityId) -> None:
    """Put closed and open posts into collections, and let an open post cite a closed one that is then doubted."""
    for name, seen_by in (("Zanzibar reading", community), ("Open to all", "everyone")):
        draft = collections.CollectionDraft(name=name, description="", seen_by=seen_by)
        kept = collections.create(draft, by=company.ada)
        for post in (company.platform_question, company.kafka_tip):
            items.add(kept, post, by=company.ada)
        follows.follow("collection", kept, by=company.linus)
    searched = saved_searches.SearchDraft(text="rotate clusters", words="rotate clusters", synonyms=(), marks=())
    rule = Rule(search=searched)
    filled = collections.create(
        collections.CollectionDraft(name="Turning", description="", seen_by="everyone", rule=rule), by=company.ada
    )
    for follower in (company.linus, company.tim):
        follows.follow("collection", filled, by=follower)
    cited = stories.text(f"See /questions/{company.platform_question}.")
    citing = tips.TipDraft(title="Read that one first", body=cited, skills=("kafka",), community=None)
    citations.note([tips.post(citing, by=company.tim.id)])
    freshness.doubt(company.platform_question, "Zanzibar has moved.", by=company.linus)
    tend.travel(company.platform_question)


def change(company: Company, anonymous: QuestionId, helped: AnswerId, secret: AnswerId) -> tuple[SuggestedEditId, ...]:
    """Let the anonymous asker edit, suggest, decide, react and close, and let members do so in the closed community."""

    def edit(id: PostId | AnswerId, words: str, *, by: Viewer) -> Edit:
        now = texts.get(id, viewer=by)
        return Edit(
            of=now,
            title=now.title,
            body=stories.text(words),
            skills=now.skills,
            is_cheat_sheet=False,
            summary=f"Now: {words}",
        )

    edits.make(edit(anonymous, "I see it every night.", by=company.linus), by=company.linus)
    better = suggested_edits.suggest(edit(anonymous, "Every single night.", by=company.tim), by=company.tim)
    seen, now = suggested_edits.show(better, viewer=company.linus), texts.get(anonymous, viewer=company.linus)
    suggested_edits.accept(seen, now, by=company.linus)
    kinder = suggested_edits.suggest(edit(helped, "You are not alone.", by=company.linus), by=company.linus)
    reactions.react(helped, "dangerous", "It broke mine.", by=company.linus)
    last = questions.ask(stories.question("Am I alone with lag?", "kafka", is_anonymous=True), by=company.linus.id)
    duplicates.propose(last, anonymous, by=company.linus)
    edits.make(edit(company.platform_question, "Zanzibar.", by=company.ada), by=company.ada)
    reactions.react(secret, "dangerous", "The vaultkeeper was fired.", by=company.linus)
    closed = suggested_edits.suggest(edit(secret, "In Zanzibar.", by=company.linus), by=company.linus)
    return better, kinder, closed


def unmask(shown: QuestionId, requested: QuestionId) -> None:
    """Let two admins learn who asked the first question, and one of them request the name for the second."""
    one, two = (viewers.get(stories.join(name, is_admin=True)) for name in ("Katherine", "Dorothy"))
    for question in (shown, requested):
        unmaskings.request(question, "Somebody may be in danger.", by=one)
    (case,) = unmaskings.of(shown, viewer=two).cases
    unmaskings.confirm(case.id, shown, by=two)


SEARCHES = tuple(f"/search?q={word}" for word in ("kafka", "lag", "certificates", "vaultkeeper", "Zanzibar", "merger"))


NARROWED = (
    "is:dangerous",
    "kafka+is:unanswered",
    "type:question",
    "skill:zirconium",
    "skill:tls",
    "in:platform",
    "by:linus",
    "by:barbara",
    "created:<1d",
    "has:video",
)


def direct(company: Company, secrets: Secrets) -> tuple[str, ...]:
    """Return addresses that people may guess or have been sent."""
    return (
        *SEARCHES,
        "/review",
        "/conduct",
        "/suspension",
        f"/people/{company.tim.id}/report",
        *(f"/people/{one.id}/moderation?about={secrets.anonymous}" for one in (company.ada, company.linus)),
        f"/takedowns/{secrets.taken}",
        f"/pending-posts/{secrets.pending}",
        f"/tips/new?pending={secrets.pending}",
        f"/texts/{company.platform_question}/report",
        "/experts?skills=tls",
        "/experts?skills=zirconium",
        f"/people/{company.ada.id}/skills/zirconium",
        f"/people/{company.linus.id}/skills/tls",
        f"/questions/{company.platform_question}",
        f"/questions/{company.platform_question}/asks",
        f"/questions/{company.platform_question}/merge",
        f"/answers/{company.kafka_answer}/split",
        *(f"/questions/{id}/closing" for id in (company.platform_question, secrets.anonymous)),
        f"/posts/{company.kafka_tip}/wiki",
        *(f"/texts/{id}/machine-mark" for id in (company.kafka_answer, company.platform_question, secrets.anonymous)),
        *(f"/posts/{id}/lock" for id in (company.platform_question, secrets.anonymous)),
        f"/questions/{secrets.anonymous}/asks",
        f"/questions/{secrets.anonymous}/unmaskings/new",
        *(f"/comments/{id}" for id in (company.platform_question, secrets.anonymous)),
        f"/communities/{company.platform}",
        f"/communities/{company.platform}/members",
        f"/communities/{company.platform}/description",
        f"/communities/{company.platform}/visibility",
        f"/communities/{company.platform}/approval",
        f"/communities/{company.platform}/health",
        *(
            f"/communities/{slug}/{part}"
            for slug in (company.platform, secrets.hidden)
            for part in ("campaigns", "campaigns/new", "context-messages", "everything-else", "sections")
        ),
        f"/communities/{company.platform}/sections/zirconium",
        "/site/context-messages",
        f"/communities/{secrets.hidden}/health",
        *(f"/communities/{slug}/shelf" for slug in (company.platform, secrets.hidden)),
        *(
            f"/communities/{slug}/yearly-report{end}"
            for slug in (company.platform, secrets.hidden)
            for end in ("", ".csv")
        ),
        f"/communities/{secrets.hidden}/visibility?visibility=public",
        f"/communities/{secrets.hidden}/members",
        f"/questions/new?community={company.platform}",
        f"/questions/new?ask={company.ada.id}&skills=tls",
        "/thanks",
        *(f"/people/{company.ada.id}/thanks/new?on={id}" for id in (company.platform_question, company.kafka_answer)),
        *(f"/people/{company.linus.id}/thanks/new?on={id}" for id in ("", secrets.anonymous)),
        f"/communities/{secrets.hidden}",
        f"/videos/{secrets.video}",
        f"/videos/{secrets.video}/player",
        f"/videos/{secrets.video}/captions/en.vtt",
        f"/posts/{secrets.video}",
        *(f"/search?q={narrowed}" for narrowed in NARROWED),
        *(
            f"/texts/{id}/{page}"
            for id in (company.platform_question, secrets.anonymous)
            for page in ("edit", "history", "redaction", "withdrawal")
        ),
        *(f"/posts/{id}/community" for id in (company.platform_question, secrets.anonymous)),
        *(f"/questions/{id}/duplicates/new" for id in (company.platform_question, secrets.anonymous)),
        *(f"/suggested-edits/{id}" for id in secrets.suggested),
        *(f"/skill-map?{narrowed}" for narrowed in ("around=tls&hops=3", "around=zirconium", "around=kafka&hops=3")),
        f"/skill-map?community={company.platform}",
        f"/skill-map?community={secrets.hidden}",
        *(f"/radar/people/{one.id}" for one in (company.ada, company.linus)),
        *(f"/radar/skills/{skill}" for skill in ("kafka", "tls", "zirconium")),
        f"/radar?community={company.platform}",
        f"/radar/table.csv?community={secrets.hidden}",
        "/words",
        f"/words/table.csv?community={secrets.hidden}",
        f"/audit?community={secrets.hidden}",
        f"/audit/table.csv?community={secrets.hidden}",
        "/skills/tls",
        "/skills/zirconium",
        "/skills/names?starts=z",
        "/skills/names?starts=t",
        "/mentions/@?starts=l",
        "/mentions/%23?starts=z",
        "/search/suggestions?q=lag",
        "/search/suggestions?q=zir",
        "/accounts",
        f"/accounts/{company.linus.id}",
        "/address-changes",
        "/goals/new?skill=zirconium",
        f"/goals/new?skill=tls&mentor={company.ada.id}",
        *(f"/goals/{one.id}/mentors?mentor={company.linus.id}" for one in goals.mine(viewer=company.ada)),
        "/mentoring",
        "/mentoring/offer",
        "/mentoring/office-hours",
        "/circles/new?skill=zirconium&form=peer",
        *secrets.mentoring,
        *secrets.curated,
        "/introductions",
        f"/introductions/new?person={company.tim.id}&through={company.ada.id}",
        "/mentoring/health",
        "/mentoring/health/reports",
        "/mentoring/rounds",
        f"/mentoring/rounds?community={company.platform}",
        f"/mentoring/rounds?community={secrets.hidden}",
        f"/mentoring/rounds/new?community={company.platform}",
        *(f"/mentoring/rounds/{secrets.round}{part}" for part in ("", "/members", "/preview", "/table.csv")),
        "/sessions",
        "/checklist",
        "/site",
        "/status",
        "/feeds",
        f"/feeds?skill=zirconium&community={company.platform}",
        "/digest",
        *(f"/welcome{step}" for step in ("", "/skills", "/communities", "/ready")),
        *secrets.ways_out,
        *secrets.feeds,
    )


# Their responses say nothing about people, or there is nothing here for them to show.
WITHOUT_PEOPLE = {
    "address_changes.show",
    "devices.script",
    "diagrams.board",
    "files.show",
    "forgotten_passwords.new",
    "forgotten_passwords.show",
    "health.ready",
    "health.show",
    "identity.picture",
    "invitations.show",
    "photos.show",
    "sessions.new",
    "static_files.show",
    "taxonomies.show",
}


def endpoint(site: Flask, path: str) -> str:
    """Return the name of the page behind an address."""
    found, _ = site.url_map.bind("localhost").match(path.partition("?")[0], method="GET")
    return str(found)


def roles(company: Company) -> dict[str, Viewer]:
    """Return people by role who are in neither of the closed communities."""
    admin = viewers.get(stories.join("Barbara", is_admin=True))
    return {"manager": company.grace, "outside": company.tim, "admin": admin}


@pytest.mark.parametrize("role", ["manager", "outside", "admin"])
def test_no_page_gives_away_what_closed_communities_hold(
    as_: Callable[[Viewer], Browser], company: Company, secrets: Secrets, role: str
) -> None:
    found = crawl(as_(roles(company)[role]), *direct(company, secrets))
    assert len(found) > 40
    for path, (_, text) in found.items():
        # The search box repeats what was typed. Nothing else may name it.
        said = text.replace("certificates", "", 99) if path.startswith("/search?q=certificates") else text
        leaks = [word for word in SECRETS if word.lower() in said.lower() and word.lower() not in path.lower()]
        assert not leaks, f"{path}: {leaks}"


def test_members_find_what_they_may_see(as_: Callable[[Viewer], Browser], company: Company, secrets: Secrets) -> None:
    everything = " ".join(text for _, text in crawl(as_(company.ada), *direct(company, secrets)).values())
    assert all(word in everything for word in ("certificates", "vaultkeeper", "Zanzibar", "zirconium"))
    assert "Merger talks" not in everything


@pytest.mark.parametrize("path", SEARCHES[2:])
def test_a_search_for_a_secret_finds_nothing(
    as_: Callable[[Viewer], Browser], company: Company, secrets: Secrets, path: str
) -> None:
    assert "0 results" in as_(company.tim).get(path).text


def test_no_page_names_an_anonymous_asker_and_no_page_is_left_out(
    site: Flask, as_: Callable[[Viewer], Browser], company: Company, secrets: Secrets
) -> None:
    left_out = {rule.endpoint for rule in site.url_map.iter_rules() if "GET" in (rule.methods or ())} - WITHOUT_PEOPLE
    for viewer in (company.ada, company.grace, company.margaret, company.tim, roles(company)["admin"]):
        for path, (status, text) in crawl(as_(viewer), *direct(company, secrets)).items():
            left_out -= {endpoint(site, path)} if status < 400 else set()
            if "Am I alone with lag?" in text or "Why the lag again?" in text:
                # A CSV table has no frame around it.
                main = text.rpartition("<main")[2]
                assert company.linus.id not in main or path == "/questions", path
    assert not left_out, "name an address of each in `direct`"


def test_an_anonymous_question_is_not_among_what_the_asker_wrote(
    as_: Callable[[Viewer], Browser], company: Company, secrets: Secrets
) -> None:
    for viewer in (company.ada, company.grace, company.tim):
        page = as_(viewer).get(f"/people/{company.linus.id}").text
        assert "Am I alone" not in page
        assert "Why the lag again" not in page


def unmask_quietly(asked: QuestionId) -> None:
    """Let two more admins learn who asked."""
    one, two = (viewers.get(stories.join(name, is_admin=True)) for name in ("Evelyn", "Joan"))
    unmaskings.request(asked, "Somebody may be in danger.", by=one)
    (case,) = unmaskings.of(asked, viewer=two).cases
    unmaskings.confirm(case.id, asked, by=two)


def test_the_log_does_not_name_an_anonymous_asker(
    company: Company, secrets: Secrets, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        asked = questions.ask(stories.question("Quietly?", "kafka", is_anonymous=True), by=company.linus.id)
        answer = answers.give(asked, stories.text("Loudly."), by=company.ada)
        events.question_asked(asked)
        indexing.index_question(asked)
        matching.match_question(asked)
        change(company, asked, answer, answers.give(company.platform_question, stories.text("So."), by=company.ada))
        events.reaction_given(answer, reactions.react(answer, "works", by=company.linus))
        events.question_closed(asked)
        unmask_quietly(asked)
    assert company.linus.id not in written(caplog)
    assert "Linus" not in written(caplog)


@pytest.mark.parametrize("name", ["ada", "grace", "linus", "margaret", "tim"])
def test_every_link_leads_somewhere(
    as_: Callable[[Viewer], Browser], company: Company, secrets: Secrets, name: str
) -> None:
    found = crawl(as_(getattr(company, name)))
    dead = {path: status for path, (status, _) in found.items() if status >= 400}
    assert not dead


def test_a_stranger_reaches_nothing_but_the_door(stranger: Browser, company: Company, secrets: Secrets) -> None:
    found = crawl(stranger, *direct(company, secrets))
    reached = {path.partition("?")[0] for path, (status, _) in found.items() if status == 200}
    # Anyone who has one of Linus's mails can stop the mails, and learns nothing from the page. Programs read feeds by
    # their private address: what Tim may see, and no name of an anonymous asker.
    assert reached == {"/sign-in", "/forgotten-password", *secrets.ways_out, *secrets.feeds}
    assert not [path for path in reached if "Linus" in found[path][1]]


def test_the_index_holds_what_the_crawl_looked_for(company: Company, secrets: Secrets) -> None:
    assert index.reader("posts").size() > 0
    assert skills.show("zirconium", viewer=company.ada).name == "zirconium"
