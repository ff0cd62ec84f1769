"""A redacted passage leaves no trace in the graph, whatever happened to the text before."""

from graph.conduct import warnings
from graph.conduct.warnings import WarningDraft
from graph.ids import CommunityId, PostId
from graph.media import captions, videos
from graph.media.videos import VideoDraft
from graph.moderation import audit_seals, unmaskings
from graph.posts import comments, people_mentions
from graph.sensitive import found
from graph.withdrawal import restoration, rules, withdrawals
from tests.company import Company, text
from tests.graph.redaction import blotting

TALK = """WEBVTT

00:01.000 --> 00:03.000
<v Swordfish>My word is <b>sword

00:03.000 --> 00:05.000
fish</b>, remember
"""


def test_no_property_of_the_graph_has_a_word_of_it(company: Company) -> None:
    question = blotting.ask(company)
    blotting.spread(question, company)
    assert len(blotting.traces("swordfish")) > 30
    blotting.redact(question, by=company.margaret)
    blotting.redact(question, by=company.margaret, passage="swordfish")
    assert blotting.traces("swordfish") == []


def test_the_chain_of_the_audit_log_holds_although_an_earlier_reason_is_erased(company: Company) -> None:
    question = blotting.ask(company)
    blotting.spread(question, company)
    audit_seals.seal()
    blotting.redact(question, by=company.margaret)
    audit_seals.seal()
    checked = audit_seals.check()
    assert (checked.fault, checked.erased) == (None, 1)


def test_what_coaches_said_about_it_goes_too(company: Company) -> None:
    question = blotting.ask(company, is_anonymous=True)
    unmaskings.request(question, blotting.SAID, by=company.margaret)
    remark = comments.make(question, text("Oh."), by=company.ada).id
    draft = WarningDraft(reason="rude", words=blotting.SAID, community=place(company), about=remark)
    warnings.warn(company.ada.id, draft, by=company.margaret)
    blotting.redact(question, by=company.margaret)
    assert blotting.traces("swordfish") == []


def test_it_goes_from_captions_over_the_ends_of_lines_and_from_names_of_speakers(company: Company) -> None:
    body = text("0:00 swordfish\n0:05 Rest")
    draft = VideoDraft(title="Keys", body=body, skills=(), community=place(company), url="", upload="u")
    video = videos.post(draft, by=company.ada.id)
    captions.write_down(video, "en", TALK, by=company.ada.id)
    for passage in ("Swordfish", "sword fish", "swordfish"):
        blotting.redact(video, by=company.margaret, passage=passage)
    assert blotting.traces("swordfish", "Swordfish") == []
    [spoken] = captions.of(video, viewer=company.ada)
    assert [cue.text for cue in spoken.cues] == ["My word is [passage removed]", ", remember"]


def test_what_comes_back_later_comes_back_without_it(company: Company) -> None:
    remark = comments.make(company.platform_question, text(blotting.SAID), by=company.linus).id
    comments.make(company.platform_question, text(blotting.SAID), by=company.linus)
    act = withdrawals.withdraw(rules.outlook(PostId(remark), viewer=company.linus), by=company.linus)
    blotting.redact(company.platform_question, by=company.margaret)
    restoration.undo(act, by=company.linus)
    assert blotting.traces("swordfish") == []


def test_what_was_found_in_it_is_forgotten_with_its_mask(company: Company) -> None:
    secret = "ghp_" + "aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dE3fG5"
    remark = comments.make(company.platform_question, text(secret), by=company.linus).id
    found.look(remark)
    assert blotting.traces("ghp_")
    blotting.redact(remark, by=company.margaret, passage=secret)
    assert blotting.traces("ghp_") == []


def test_whoever_was_named_in_it_is_no_longer_named(company: Company) -> None:
    named = f"Ask [@Ada](/people/{company.ada.id})"
    body = text(f"{named}. [@Margaret](/people/{company.margaret.id})")
    remark = comments.make(company.platform_question, body, by=company.linus).id
    people_mentions.note(remark)
    blotting.redact(remark, by=company.margaret, passage=named)
    assert blotting.traces(company.ada.id[1:]) == [f"Person.id: {company.ada.id}"]


def place(company: Company) -> CommunityId:
    return CommunityId(next(one for one in company.ada.audiences if one != "everyone"))
