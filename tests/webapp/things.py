"""One thing of each kind, where everyone may look and in a closed community, and the address of each route."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from typing import LiteralString

from werkzeug.routing import Rule

from graph import clock, driver, viewers
from graph.approvals import pending_posts
from graph.asking import inbox, referrals
from graph.circles import meetings as circle_meetings
from graph.communities import communities, memberships
from graph.communities.communities import CommunityDraft
from graph.conduct import notes, silences, suspensions, warnings
from graph.conduct.silences import SilenceDraft
from graph.conduct.suspensions import SuspensionDraft
from graph.conduct.warnings import WarningDraft
from graph.demand import anonymous_demand, writing_requests
from graph.editing import drafts, suggested_edits
from graph.editing.edits import Edit
from graph.errors import Conflict
from graph.expertise import evidence, thanks
from graph.feed import feed_addresses
from graph.finding import saved_searches
from graph.finding.saved_searches import SearchDraft
from graph.freshness import checks, freshness
from graph.ids import (
    CommunityId,
    GoalId,
    MentoringRoundId,
    NeedId,
    PersonId,
    PostId,
    QuestionId,
    ShelfSourceId,
    SkillSlug,
)
from graph.introductions import introductions
from graph.library import collections, shelf_sources
from graph.media import files, videos
from graph.media.files import FileDraft
from graph.media.videos import VideoDraft
from graph.mentoring import goals, replies, requests
from graph.mentoring.goals import GoalDraft
from graph.mentorships import reports, sessions
from graph.moderation import unmaskings
from graph.office_hours import bookings, hours
from graph.people import accounts, invitations, people
from graph.posts import answers, comments, links, questions, texts, tips
from graph.posts.links import LinkDraft
from graph.rounds import members, rounds
from graph.rounds.members import PartDraft
from graph.rounds.rounds import RoundDraft, Terms
from graph.viewers import EVERYONE, Viewer
from graph.words import words
from graph.words.words import WordDraft
from tests import company as stories
from tests.company import Company
from tests.graph.circles import gathering
from tests.graph.curation import putting
from tests.graph.mentoring import learning
from tests.graph.office_hours import desk
from tests.graph.rounds import cohort

# What stands before a variable part of an address says what the part names.
NAMED_BY = {
    "accounts": "colleague",
    "address-changes": "change",
    "answers": "answer",
    "asks": "ask",
    "bookings": "booking",
    "bookmarks": "post",
    "campaigns": "campaign",
    "captions": "language",
    "checklist": "item",
    "checks": "check",
    "circles": "circle",
    "coaches": "member",
    "collections": "collection",
    "comments": "question",
    "communities": "community",
    "context-messages": "context_message",
    "devices": "session",
    "digest": "person",
    "drafts": "form",
    "experts": "member",
    "feeds": "feed",
    "files": "file",
    "goals": "goal",
    "follows": "kind",
    "introductions": "introduction",
    "invitations": "token",
    "links": "link",
    "locks": "member",
    "logo": "logo",
    "mentions": "sign",
    "members": "member",
    "mentorships": "mentorship",
    "merge-desk": "merge",
    "needs": "need",
    "notifications": "person",
    "new-password": "reset",
    "office-hours": "hours",
    "pending-posts": "pending",
    "people": "person",
    "photo": "photo",
    "plan": "step",
    "posts": "post",
    "questions": "question",
    "reactions": "answer",
    "requests": "member",
    "rounds": "round",
    "saved-searches": "search",
    "report-reasons": "reason",
    "sections": "skill",
    "sessions": "session",
    "shelf-sources": "shelf_source",
    "skills": "skill",
    "suggested-edits": "edit",
    "takedowns": "withdrawal",
    "taxonomy": "concept",
    "texts": "post",
    "thanks": "thanks",
    "tips": "tip",
    "unmaskings": "case",
    "uploads": "upload",
    "videos": "video",
    "votes": "question",
    "views": "view",
    "withdrawals": "withdrawal",
    "words": "word",
    "writing-requests": "writing_request",
}
# Where the part before it says too little.
NAMED_HERE = {
    **{(f"/circles/meetings/<id>{act}", "id"): "circle_meeting" for act in (".ics", "/cancellation", "/time")},
    ("/comments/<id>/conversion", "id"): "comment",
    ("/comments/<id>/edit", "id"): "comment",
    ("/digest/<person>/<signature>", "signature"): "signature",
    ("/files/<id>/<name>", "name"): "name",
    ("/invitations/<id>/renewal", "id"): "invitation",
    **{(f"/mentoring/asks/<id>{act}", "id"): "mentor_ask" for act in ("", "/acceptance", "/refusal", "/referral")},
    ("/mentoring/requests/<id>/withdrawal", "id"): "mentor_request",
    ("/mentoring/health/reports/<id>/sight", "id"): "mentoring_report",
    ("/mentoring/health/reports/<id>/closure", "id"): "mentoring_report",
    ("/mentorships/sessions/<id>.ics", "id"): "meeting",
    ("/mentorships/sessions/<id>/agreement", "id"): "meeting",
    ("/mentorships/sessions/<id>/cancellation", "id"): "meeting",
    ("/mentorships/sessions/<id>/feedback", "id"): "meeting",
    ("/mentorships/sessions/<id>/time", "id"): "meeting",
    ("/invitations/<id>/withdrawal", "id"): "invitation",
    ("/communities/<slug>/invitations/<person>/removal", "person"): "member",
    ("/notifications/<person>/<kind>/<signature>", "kind"): "told",
    ("/notifications/<person>/<kind>/<signature>", "signature"): "signature",
    ("/conduct/warnings/<id>/reading", "id"): "warning",
    ("/conduct/warnings/<id>/answer", "id"): "warning",
    ("/conduct/silences/<id>/appeal", "id"): "silence",
    ("/people/<id>/departure", "id"): "colleague",
    ("/people/<id>/member-notes", "id"): "subject",
    ("/people/<id>/member-notes/<note>/removal", "id"): "subject",
    ("/people/<id>/member-notes/<note>/removal", "note"): "member_note",
    ("/people/<id>/moderation", "id"): "subject",
    ("/people/<id>/report", "id"): "subject",
    ("/people/<id>/suspensions", "id"): "subject",
    ("/people/<id>/trust", "id"): "subject",
    ("/people/<id>/suspensions/<suspension>/end", "id"): "subject",
    ("/people/<id>/suspensions/<suspension>/end", "suspension"): "suspension",
    ("/people/<id>/silences", "id"): "subject",
    ("/people/<id>/silences/<silence>/end", "id"): "subject",
    ("/people/<id>/silences/<silence>/end", "silence"): "silence",
    ("/people/<id>/warnings", "id"): "subject",
    ("/people/<id>/employment", "id"): "colleague",
    ("/questions/<id>/unmaskings", "id"): "anonymous",
    ("/questions/<id>/unmaskings/<case>/confirmation", "id"): "anonymous",
    ("/questions/<id>/unmaskings/<case>/withdrawal", "id"): "anonymous",
    ("/questions/<id>/unmaskings/new", "id"): "anonymous",
    ("/follows/<kind>/<key>", "key"): "post",
    ("/videos/<id>/captions/<language>.vtt", "language"): "language",
}


def cast(company: Company) -> dict[str, Viewer]:
    """Return who looks, by role: from people who don't belong to the community to the one who wrote the things."""
    barbara, edsger = (viewers.get(stories.join(name, is_admin=name == "Barbara")) for name in ("Barbara", "Edsger"))
    communities.found(CommunityDraft(name="Readers", purpose="Books.", visibility="public"), by=edsger.id)
    return {
        "employee": company.tim,
        "member": company.linus,
        "manager": company.grace,
        "coach": company.margaret,
        "other coach": edsger,
        "admin": barbara,
        "author": company.ada,
    }


def address(rule: Rule, names: Mapping[str, str]) -> str:
    """Return the address of a route for these things. Raises `KeyError` for a part that nothing is known of."""
    parts, before = list[str](), ""
    for part in rule.rule.split("/"):
        variable = part.partition("<")[2].partition(">")[0].rpartition(":")[2]
        if variable:
            kind = NAMED_HERE.get((rule.rule, variable)) or NAMED_BY[before]
            part = part.replace(part[part.index("<") : part.index(">") + 1], names[kind])
        else:
            before = part
        parts.append(part)
    return "/".join(parts)


def make(company: Company, *, is_closed: bool) -> dict[str, str]:
    """Make one thing of each kind, by Ada if people make it, and return their ids by kind."""
    slug = company.platform if is_closed else _open_community(company)
    where = CommunityId(communities.show(slug, viewer=viewers.get(company.margaret.id)).id)
    skill = SkillSlug("tls" if is_closed else "kafka")
    tip = tips.post(
        tips.TipDraft(title="Look twice", body=stories.text("Then act."), skills=(skill,), community=where),
        by=company.ada.id,
    )
    evidence.weigh(tip)
    question = questions.ask(stories.question("May I?", skill, community=where), by=company.ada.id)
    anonymous = questions.ask(
        stories.question("May nobody know?", skill, community=where, is_anonymous=True), by=company.ada.id
    )
    audience = where if is_closed else EVERYONE
    posts = {"tip": tip, "post": tip, "question": question} | _media(company, where, skill)
    own = _around(company, tip, question, anonymous, audience) | _demand(company, skill, audience)
    plain = {"kind": "post", "form": f"edit-{tip}", "sign": "@", "language": "en", "name": "words.txt"}
    none = {
        "change": "none",
        "concept": "none",
        "item": "skills",
        "logo": "none",
        "merge": "none",
        "photo": "none",
        "reason": "spam",
        "reset": "none",
        "upload": "none",
        "view": "none",
        "signature": "none",
        "told": "answered",
        "withdrawal": "none",
    }
    present = {"person": company.ada.id, "member": company.linus.id, "community": slug, "skill": skill}
    present["colleague"] = _colleague()
    present["pending"] = _pending(company, where)
    present["word"] = _word(company, slug)
    present["goal"] = goals.aim(skill, GoalDraft(level=5), by=company.ada)
    present |= _mentoring(company, skill, GoalId(present["goal"]))
    present |= _office_hours(company)
    present |= _circle(company, skill)
    present["introduction"] = _introduction(company)
    present["round"] = _round(company, slug)
    present |= _conduct(company, where, slug)
    present["shelf_source"] = _shelf_source(company, slug)
    present |= putting.around(company, slug, skill, question)
    return {**posts, **own, **plain, **none, **present}


def gone(names: Mapping[str, str]) -> dict[str, str]:
    """Return the same names for things that don't exist. People and communities that are listed stay."""
    stay = {
        "item",
        "kind",
        "reason",
        "sign",
        "language",
        "name",
        "person",
        "member",
        "colleague",
        "community",
        "subject",
    }
    return {kind: id if kind in stay else "gone" for kind, id in names.items()} | {"form": "edit-gone"}


def _colleague() -> PersonId:
    """Return somebody who has to do with none of it."""
    return people.find_by_email("hedy@example.com") or stories.join("Hedy")


def _conduct(company: Company, where: CommunityId, slug: str) -> dict[str, str]:
    """Let Margaret warn and silence somebody who does nothing else, keep a note, and let an admin suspend them."""
    subject = people.find_by_email("alan@example.com") or stories.join("Alan")
    memberships.admit(slug, subject, by=company.margaret.id)
    margaret, words = viewers.get(company.margaret.id), "You insult."
    tomorrow = clock.now() + timedelta(days=1)
    silence = SilenceDraft(reason="rude", words=words, ends_at=tomorrow, community=where)
    suspension = SuspensionDraft(reason="rude", words=words, ends_at=tomorrow)
    admin = viewers.get(people.find_by_email("barbara@example.com") or stories.join("Barbara", is_admin=True))
    return {
        "subject": subject,
        "warning": warnings.warn(subject, WarningDraft(reason="rude", words=words, community=where), by=margaret),
        "silence": silences.silence(subject, silence, by=margaret),
        "suspension": suspensions.suspend(subject, suspension, by=admin),
        "member_note": notes.write_down(subject, words, community=where, by=margaret),
    }


def _shelf_source(company: Company, slug: str) -> ShelfSourceId:
    """Let Margaret fill the shelf of her community."""
    margaret = viewers.get(company.margaret.id)
    shelf_sources.add(slug, "https://example.com/feed.xml", by=margaret)
    return shelf_sources.of(slug, viewer=margaret).sources[0].id


def _mentoring(company: Company, skill: SkillSlug, goal: GoalId) -> dict[str, str]:
    """Let Ada mentor Linus, propose a time, and ask him to mentor her for a goal of hers."""
    ada, linus = viewers.get(company.ada.id), viewers.get(company.linus.id)
    mentorship = learning.pair(linus, ada, skill=skill)
    [meeting] = sessions.propose(mentorship, (clock.now() + timedelta(days=7),), by=ada)
    learning.teach(linus, skill=skill)
    request = requests.send(goal, (linus.id,), "You know it well.", by=ada)
    [*_, wanted] = replies.waiting(viewer=linus)
    report = reports.send(mentorship, "Ada never has time.", by=linus)
    named = {"mentor_request": request, "mentor_ask": wanted.id, "step": "know", "mentoring_report": report}
    return {"mentorship": mentorship, "meeting": meeting, **named}


def _circle(company: Company, skill: SkillSlug) -> dict[str, str]:
    """Let Ada open a circle, which Linus has joined."""
    ada, linus = viewers.get(company.ada.id), viewers.get(company.linus.id)
    circle = gathering.gather(ada, linus, skill=skill)
    return {"circle": circle, "circle_meeting": circle_meetings.of(circle, viewer=ada)[0].id}


def _office_hours(company: Company) -> dict[str, str]:
    """Let Ada hold office hours, in which Linus has booked a slot."""
    ada, linus = viewers.get(company.ada.id), viewers.get(company.linus.id)
    [held, *_] = hours.mine(viewer=ada) or (hours.get(hours.hold(desk.TUESDAYS, by=ada), viewer=ada),)
    [booked, *_] = [one.id for one in bookings.mine(viewer=ada)] or [desk.book(ada, linus)]
    return {"hours": held.id, "booking": booked}


def _introduction(company: Company) -> str:
    """Let Linus ask Ada, who has answered him and Hedy, to introduce him to her."""
    ada, linus = viewers.get(company.ada.id), viewers.get(company.linus.id)
    known = introductions.waiting(viewer=ada)
    if known:
        return known[0].id
    for asker in (linus.id, _colleague()):
        answers.give(questions.ask(stories.question("Who?", "kafka"), by=asker), stories.text("You."), by=ada)
    return introductions.ask(_colleague(), ada.id, "We do the same.", by=linus)


def _pending(company: Company, where: CommunityId) -> str:
    """Let Ada send a tip that waits for a coach."""
    tip = tips.TipDraft(title="Wait", body=stories.text("And see."), skills=(), community=where)
    return pending_posts.hold(tip, "all_posts", by=viewers.get(company.ada.id))


def _word(company: Company, slug: str) -> str:
    """Let Margaret put a word on the list of her community."""
    words.put([WordDraft(text=f"{slug} falcon")], community=slug, by=company.margaret)
    return next(one.id for one in words.everything() if one.text == f"{slug} falcon")


def _round(company: Company, slug: str) -> MentoringRoundId:
    """Let Margaret start a round, which Ada joins as a learner."""
    id = rounds.begin(RoundDraft(name="Round", window=cohort.window(), terms=Terms()), slug, by=company.margaret)
    goal = goals.mine(viewer=company.ada)[0].id
    members.join(id, PartDraft(learns=True, goals=(goal,)), by=viewers.get(company.ada.id))
    return id


def _open_community(company: Company) -> str:
    slug = communities.found(
        CommunityDraft(name="Streams", purpose="Data in motion.", visibility="public"), by=company.margaret.id
    )
    for member in (company.ada, company.linus):
        memberships.join(slug, by=member.id)
    return slug


def _media(company: Company, where: CommunityId, skill: SkillSlug) -> dict[str, str]:
    link = links.share(
        LinkDraft(url=f"https://example.com/{skill}", title="", body=stories.text(""), skills=(), community=where),
        by=company.ada.id,
    )
    film = VideoDraft(title="See", body=stories.text(""), skills=(), community=where, url="", upload=f"u{skill}")
    return {"link": link, "video": videos.post(film, by=company.ada.id)}


def _around(
    company: Company, tip: PostId, question: QuestionId, anonymous: QuestionId, audience: str
) -> dict[str, str]:
    """Let people answer, comment, suggest, ask each other and doubt; keep, save and draft something."""
    ada, linus = viewers.get(company.ada.id), viewers.get(company.linus.id)
    answer = answers.give(question, stories.text("You may."), by=ada)
    comment = comments.make(question, stories.text("So?"), by=ada).id
    now = texts.get(tip, viewer=linus)
    better = Edit(
        of=now, title="Look again", body=stories.text("Act."), skills=now.skills, is_cheat_sheet=False, summary="So"
    )
    edit = suggested_edits.suggest(better, by=linus)
    referrals.invite(anonymous, "Ada", by=linus)
    freshness.doubt(tip, "It moved.", by=linus)
    checks.ask(tip)
    unmaskings.request(anonymous, "Someone may be in danger.", by=viewers.get(company.margaret.id))
    kept = collections.create(collections.CollectionDraft(name="Kept", description="", seen_by=audience), by=ada)
    accounts.open_session(ada.id, browser="A browser")
    saved_searches.save(SearchDraft(text="lag", words="lag", synonyms=(), marks=()), by=ada.id)
    drafts.save(f"edit-{tip}", {"title": "Half a thought", "body": "So"}, by=ada, seen=0)
    file = FileDraft(hash="0" * 64, name="words.txt", media_type="text/plain", bytes=5, width=0, height=0)
    return {
        "answer": answer,
        "comment": comment,
        "edit": edit,
        "ask": next(one.id for one in inbox.asks(viewer=ada) if one.question == anonymous),
        "check": _one("MATCH (:Post {id: $id})<-[:CONCERNS]-(check:Check) RETURN check.id AS id", tip),
        "case": _one("MATCH (:Post {id: $id})<-[:UNMASKS]-(case:Unmasking) RETURN case.id AS id", anonymous),
        "collection": kept,
        "search": saved_searches.listed(viewer=ada)[0].id,
        "session": accounts.sessions(ada.id)[0].key,
        "file": files.attach(file, to=tip, role="file"),
        "token": invitations.invite(email="new@example.com", by=ada.id),
        "invitation": driver.read("MATCH (i:Invitation) RETURN i.id AS id ORDER BY i.made_key DESC")[0]["id"],
        "anonymous": anonymous,
        "thanks": thanks.give(ada.id, "You saved my day.", on=tip, by=linus),
        "feed": _feed_address(linus if audience == EVERYONE else ada),
    }


def _feed_address(owner: Viewer) -> str:
    """Make the address of someone's feeds. Each person has one, so the open and the closed one are two people's."""
    return feed_addresses.renew(by=owner.id, secret="a secret that only the tests know")


def _demand(company: Company, skill: SkillSlug, audience: str) -> dict[str, str]:
    """Let three people look for the skill in vain, and let one be asked to write about it."""
    for person in (company.linus, company.margaret, company.grace):
        anonymous_demand.note((skill,), "failed", by=person.id, audience=audience)
    need = NeedId(_one("MATCH (need:Need)-[:OF]->(:Skill {slug: $id}) RETURN need.id AS id", skill))
    # Ada is asked to write about one thing at a time.
    with suppress(Conflict):
        writing_requests.ask(need)
    request = _one("MATCH (:Person {id: $id})<-[:TO]-(request:Commission) RETURN request.id AS id", company.ada.id)
    return {"need": need, "writing_request": request}


def _one(statement: LiteralString, id: str) -> str:
    return driver.read(statement, id=id)[0]["id"]
