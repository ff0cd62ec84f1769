"""Review: Margaret opens one page in the morning, decides with a key, and authors read why."""

from collections.abc import Callable

import pytest

from graph import driver, viewers
from graph.communities import communities, memberships
from graph.communities.communities import CommunityDraft
from graph.demand import anonymous_demand
from graph.freshness import freshness
from graph.ids import PostId, SkillSlug
from graph.posts import answers, questions, texts
from graph.reporting import reports
from graph.reviewing import claims, queue
from graph.sensitive import found
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company, question, text
from tests.graph.reporting.reporters import proven
from tests.graph.reviewing.desk import SPAM, ask_again, everything, kinds, suggest
from tests.graph.sensitive.samples import GITHUB
from tests.webapp.client import Browser
from workers.skills import merge_proposals

As = Callable[[Viewer], Browser]


def keys(viewer: Viewer, kind: str) -> list[str]:
    return [one.key for one in queue.waiting(viewer=viewer) if one.kind == kind]


@pytest.fixture
def spam(company: Company) -> str:
    """The key of an answer of Ada's that Linus reported."""
    id = answers.give(company.platform_question, text("Buy shoes."), by=company.ada)
    reports.report(id, SPAM, by=company.linus)
    return f"report:{id}"


def test_the_page_shows_what_waits_and_why(as_: As, company: Company, spam: str) -> None:
    everything(company)
    page = as_(company.margaret).get("/review").text
    for words in ("Buy shoes.", "It sells shoes.", "first report", "Suggested edit", "Asks to join", "Asked before?"):
        assert words in page
    assert "Said to be outdated" in page
    # Of those who reported something, nobody learns who they are.
    assert "Linus" not in page


def test_the_change_of_the_first_suggested_edit_is_on_the_page(as_: As, company: Company) -> None:
    suggest(company)
    page = as_(company.margaret).get("/review").text
    assert "<ins>" in page or "change-added" in page


def test_withdrawing_tells_the_author_the_words_of_the_coach(as_: As, company: Company, spam: str) -> None:
    page = as_(company.margaret).send("/review/refusal", item=spam, words="It is advertising.")
    assert "You can undo this for ten minutes" in page.text
    assert kinds(company.margaret) == []
    [told] = driver.read("MATCH (notice:Takedown) RETURN notice.reason AS reason")
    assert told["reason"] == "It is advertising."


def test_the_author_has_to_be_told_something(as_: As, company: Company, spam: str) -> None:
    page = as_(company.margaret).send("/review/refusal", item=spam, words=" ")
    assert (page.status_code, page.text.count('aria-invalid="true"')) == (422, 1)
    assert kinds(company.margaret) == ["report"]


def test_a_text_with_a_secret_can_stay_or_has_to_go(as_: As, company: Company) -> None:
    id = answers.give(company.platform_question, text(GITHUB), by=company.ada)
    found.look(id)
    margaret = as_(company.margaret)
    page = margaret.get("/review").text
    assert ("A GitHub token: ghp_…" in page, "It holds a secret, such as" in page, GITHUB in page) == (
        True,
        True,
        False,
    )
    assert "Nothing waits for you" in margaret.send("/review/approval", item=f"secret:{id}").text
    assert "It waits again" in margaret.send("/review/undoing", item=f"secret:{id}", decision="approve").text
    margaret.send("/review/refusal", item=f"secret:{id}", words="It holds a token.")
    assert kinds(company.margaret) == []
    assert GITHUB not in as_(company.linus).get(f"/questions/{company.platform_question}").text


def test_leaving_a_text_ends_its_reports(as_: As, company: Company, spam: str) -> None:
    assert "Nothing waits for you" in as_(company.margaret).send("/review/approval", item=spam).text


def test_someone_who_asks_to_join_is_let_in_or_not(as_: As, company: Company) -> None:
    memberships.join(company.platform, by=company.tim.id)
    memberships.join(company.platform, by=company.grace.id)
    margaret = as_(company.margaret)
    margaret.send("/review/approval", item=f"member:{company.platform} {company.tim.id}")
    margaret.send("/review/refusal", item=f"member:{company.platform} {company.grace.id}")
    members = {one.person.name for one in memberships.listed(company.platform, page=1, viewer=company.margaret).members}
    assert members == {"Ada", "Linus", "Margaret", "Tim"}
    assert kinds(company.margaret) == []


def test_an_edit_is_accepted_as_it_was_seen(as_: As, company: Company) -> None:
    id = suggest(company)
    margaret = as_(company.margaret)
    driver.write("MATCH (post:Post {id: $id}) SET post.version = 2", id=company.platform_question)
    assert "no longer waits" in margaret.send("/review/approval", item=f"edit:{id}", version="1").text
    margaret.send("/review/approval", item=f"edit:{id}", version="2")
    assert texts.get(company.platform_question, viewer=company.ada).body == "Clearer."


def test_an_edit_is_declined_with_words(as_: As, company: Company) -> None:
    id = suggest(company)
    margaret = as_(company.margaret)
    assert margaret.send("/review/refusal", item=f"edit:{id}", words="").status_code == 422
    margaret.send("/review/refusal", item=f"edit:{id}", words="It was clear.")
    assert kinds(company.margaret) == []


@pytest.mark.parametrize(("decision", "is_closed"), [("approval", True), ("refusal", False)])
def test_a_duplicate_is_closed_or_stays_open(as_: As, company: Company, decision: str, is_closed: bool) -> None:
    again = ask_again(company)
    as_(company.margaret).send(f"/review/{decision}", item=f"duplicate:{again}")
    assert kinds(company.margaret) == []
    [row] = driver.read("MATCH (post:Post {id: $id}) RETURN post.closed_at IS NOT NULL AS is_closed", id=again)
    assert row["is_closed"] == is_closed


@pytest.mark.parametrize(("decision", "state"), [("approval", "fresh"), ("refusal", "retired")])
def test_a_post_is_verified_or_retired(as_: As, company: Company, decision: str, state: str) -> None:
    id = PostId(company.platform_question)
    freshness.doubt(id, "That was the old cluster.", by=company.linus)
    as_(company.margaret).send(f"/review/{decision}", item=f"check:{id}")
    assert kinds(company.margaret) == []
    [row] = driver.read("MATCH (post:Post {id: $id}) RETURN post.freshness AS freshness", id=id)
    assert row["freshness"] == state


def test_a_need_is_dismissed(as_: As, company: Company) -> None:
    for person in (company.ada, company.linus, company.tim):
        anonymous_demand.note((SkillSlug("kafka"),), "failed", by=person.id, audience="everyone")
    [need] = keys(company.margaret, "need")
    as_(company.margaret).send("/review/refusal", item=need)
    assert kinds(company.margaret) == []


def test_two_skills_are_merged_or_marked_as_different_and_both_are_undone(as_: As, company: Company) -> None:
    barbara = as_(viewers.get(stories.join("Barbara", is_admin=True)))
    questions.ask(question("How?", "Kafkas"), by=company.tim.id)
    merge_proposals.sweep()
    page = barbara.get("/review").text
    assert ("Kafkas → kafka" in page, "Their names are spelled almost the same." in page) == (True, True)
    for act, decision in (("approval", "approve"), ("refusal", "refuse")):
        done = barbara.send(f"/review/{act}", item="merge:kafkas kafka").text
        assert ("You can undo this" in done, "Kafkas → kafka" in done) == (True, False)
        merge_proposals.sweep()
        barbara.send("/review/undoing", item="merge:kafkas kafka", decision=decision)
        merge_proposals.sweep()
        assert "Kafkas → kafka" in barbara.get("/review").text


def test_several_of_a_kind_are_decided_at_once(as_: As, company: Company) -> None:
    for number in range(3):
        memberships.join(company.platform, by=stories.join(f"Learner{number}"))
    margaret, asked = as_(company.margaret), keys(company.margaret, "member")
    page = margaret.send("/review/approval", item=asked[:2], kind="member", community=company.platform)
    assert "Done: 2 items." in page.text
    assert page.request.path == "/review"
    assert page.request.args.to_dict() == {"kind": "member", "community": company.platform}
    assert keys(company.margaret, "member") == asked[2:]
    assert "Some of these no longer waited" in margaret.send("/review/approval", item=asked).text


def test_what_was_just_decided_is_undone(as_: As, company: Company, spam: str) -> None:
    margaret, again = as_(company.margaret), ask_again(company)
    memberships.join(company.platform, by=company.tim.id)
    before = sorted(kinds(company.margaret))
    done = (
        ("approval", "approve", spam),
        ("refusal", "refuse", f"member:{company.platform} {company.tim.id}"),
        ("approval", "approve", f"duplicate:{again}"),
    )
    for act, decision, item in done:
        page = margaret.send(f"/review/{act}", item=item, kind=item.partition(":")[0]).text
        assert "Done. You can undo this for ten minutes." in page
        assert "It waits again." in margaret.send("/review/undoing", item=item, decision=decision).text
    assert sorted(kinds(company.margaret)) == [one for one in before if one != "duplicate"]
    for item, decision in ((spam, "approve"), (spam, "refuse"), ("check:1", "approve"), ("", "")):
        assert margaret.send("/review/undoing", item=item, decision=decision).status_code == 404


def test_what_another_coach_decided_is_said(as_: As, company: Company, spam: str) -> None:
    reports.decline(spam.partition(":")[2], by=company.margaret)  # pyright: ignore[reportArgumentType]
    for act in ("approval", "refusal"):
        page = as_(company.margaret).send(f"/review/{act}", item=spam, words="Ads.")
        assert "Another coach may have decided" in page.text
    assert as_(company.margaret).send("/review/claims", item=spam).status_code == 404


def test_a_claim_is_shown_to_the_other_coach(as_: As, company: Company, spam: str) -> None:
    memberships.make_coach(company.platform, company.linus.id, by=company.margaret.id)
    margaret, linus = as_(company.margaret), as_(company.linus)
    assert "Let go" in margaret.send("/review/claims", item=spam).text
    assert "Margaret is looking at it" in linus.get("/review").text
    assert linus.send("/review/claims", item=spam).status_code == 409
    margaret.send("/review/claims", item=spam, claimed="0")
    assert "looking at it" not in linus.get("/review").text
    # Deciding ends the claim.
    margaret.send("/review/claims", item=spam)
    margaret.send("/review/approval", item=spam)
    assert claims.running() == {}


def test_only_coaches_and_admins_have_it(as_: As, company: Company, spam: str) -> None:
    tim = as_(company.tim)
    assert tim.get("/review").status_code == tim.get("/review/count").status_code == 403
    for act in ("approval", "refusal", "claims"):
        assert tim.send(f"/review/{act}", item=spam, words="Ads.").status_code == 403
    assert 'href="/review"' not in tim.get("/").text
    assert 'href="/review"' in as_(company.margaret).get("/").text
    assert kinds(company.margaret) == ["report"]


def test_a_coach_of_another_community_decides_nothing(as_: As, company: Company, spam: str) -> None:
    communities.found(CommunityDraft(name="Readers", purpose="Books.", visibility="public"), by=company.tim.id)
    tim = as_(company.tim)
    for act in ("approval", "refusal"):
        assert "no longer waits" in tim.send(f"/review/{act}", item=spam, words="Ads.").text
    assert tim.send("/review/claims", item=spam).status_code == 404
    assert kinds(company.margaret) == ["report"]


def test_the_number_of_what_waits_is_in_the_navigation(as_: As, company: Company, spam: str) -> None:
    margaret = as_(company.margaret)
    assert "1 item waits" in margaret.get("/review/count").text
    margaret.send("/review/approval", item=spam)
    assert margaret.get("/review/count").text.strip() == ""


@pytest.mark.parametrize("item", ["", "report", "report:", "nonsense:1", "member:x", "edit:'", "check:\u202e"])
def test_what_is_no_item_is_not_decided(as_: As, company: Company, item: str) -> None:
    assert "no longer waits" in as_(company.margaret).send("/review/approval", item=item).text


@pytest.fixture
def hidden(as_: As, company: Company) -> PostId:
    """An answer of Linus's that three people report who were right before."""
    id = answers.give(company.platform_question, text("Only fools ask this."), by=company.linus)
    for name in ("Barbara", "Edsger", "Frances"):
        as_(proven(company, stories.join(name))).send(f"/texts/{id}/report", reason="rude")
    return PostId(id)


def test_what_three_people_reported_is_hidden_and_the_coach_puts_it_back(
    as_: As, company: Company, hidden: PostId
) -> None:
    address = f"/questions/{company.platform_question}"
    assert "Only fools" not in as_(company.ada).get(address).text
    [key] = keys(company.margaret, "hidden")
    page = as_(company.margaret).get("/review").text
    assert page.count("right in 1 of 1 report before") == 3
    assert ("Only fools ask this." in page, "Linus" in page) == (True, False)
    as_(company.margaret).send("/review/approval", item=key)
    assert "Only fools" in as_(company.ada).get(address).text
    assert keys(company.margaret, "hidden") == keys(company.margaret, "report") == []


def test_its_author_reads_that_it_is_hidden_and_why_it_stays_so(as_: As, company: Company, hidden: PostId) -> None:
    [key] = keys(company.margaret, "hidden")
    address = f"/takedowns/{key.removeprefix('hidden:')}"
    page = as_(company.linus).get(address).text
    assert ("Your answer is hidden" in page, "Several people reported it" in page) == (True, True)
    assert "Only fools ask this." in page
    refused = as_(company.margaret).send("/review/refusal", item=key, words=" ")
    assert "Its author will read it." in refused.text
    done = as_(company.margaret).send("/review/refusal", item=key, words="Say it kindly.")
    assert "You can undo this for ten minutes" in done.text
    page = as_(company.linus).get(address).text
    assert ("Say it kindly." in page, "Ask another coach" in page) == (True, True)


def test_whoever_reports_a_post_last_goes_on_in_its_list(as_: As, company: Company) -> None:
    post, last = company.kafka_tip, None
    for name in ("Barbara", "Edsger", "Frances"):
        last = as_(proven(company, stories.join(name))).send(f"/texts/{post}/report", reason="rude")
    assert last
    assert (last.status_code, last.request.path) == (200, "/tips")
    assert "Thank you. A coach will look at it" in last.text
