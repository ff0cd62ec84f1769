"""The demo fills an empty site with a company in every state that its pages can show, once."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from graph import clock, driver
from graph.asking import inbox, widening
from graph.circles import circles, openings
from graph.demand import needs, writing_requests
from graph.driver import Row
from graph.editing import drafts, duplicates, suggested_edits
from graph.expertise import abilities, endorsements, thanks
from graph.freshness import checks
from graph.ids import QuestionId
from graph.library import collections, items
from graph.media import photos
from graph.mentoring import replies
from graph.mentorships import mentorships
from graph.moderation import unmaskings
from graph.office_hours import bookings
from graph.people import people
from graph.settings import Settings
from tests import snapshot
from tests.webapp.client import Browser, sign_in
from webapp.commands import importing
from webapp.demo import company, content, names
from webapp.site import create_app
from workers.notifications import notifications

PASSWORD_HASH = "not a hash"

# Steps after which what others did isn't there any more.
LAST = ("demo: withdrawals", "demo: departures")

COUNTS = """
    MATCH (node)
    OPTIONAL MATCH (node)-[tie]->()
    RETURN labels(node) AS labels, count(DISTINCT node) AS nodes, count(tie) AS ties
    ORDER BY labels
    """


@pytest.fixture(scope="module", autouse=True)
def demo(graph_engine: Settings, queue: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The site of the demo, filled once for all of these stories."""
    if not driver.uses(graph_engine):
        driver.connect(graph_engine)
    driver.write(snapshot.WIPE)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("GUILDHALL_DATA_DIR", str(tmp_path_factory.mktemp("demo")))
        environment.setenv("GUILDHALL_SECRET_KEY", "a secret that only the tests know")
        environment.setenv("GUILDHALL_QUEUE_URL", queue)
        assert company.move_in(password_hash=PASSWORD_HASH)
        importing.catch_up()
        company.ask_experts()
        notifications.sweep()
        app = create_app()
        app.test_client_class = Browser
        yield app


def count(pattern: str) -> int:
    return driver.read(f"MATCH {pattern} RETURN count(*) AS count")[0]["count"]  # pyright: ignore[reportArgumentType]


def changes(before: list[Row], after: list[Row]) -> set[str]:
    """Return the labels of which there are more or fewer nodes or ties now."""
    return {label for row in (*before, *after) if not (row in before and row in after) for label in row["labels"]}


def test_everything_in_the_files_is_on_the_site() -> None:
    told = content.read()
    assert count("(one:Person)") == len(told.people)
    assert count("(one:Community)") == len(told.communities)
    assert count("(one:Question)") == len(told.questions)
    assert count("(one:Tip)") == len(told.tips)
    assert count("(one:Post {kind: 'link'})") == len(told.links)
    assert count("(one:Post {kind: 'video'})-[:SPEAKS]->(:Captions)") == len(told.videos) == 5
    assert count("(one:Answer)") == sum(len(question.answers) for question in told.questions)
    assert count("(one:Comment)") >= 40
    assert count("(:Person)-[vote:VOTED]->()") > 600


def test_a_second_time_changes_nothing() -> None:
    before = driver.read(COUNTS)
    assert not company.move_in(password_hash="another hash")
    assert driver.read(COUNTS) == before


def test_every_step_can_be_done_again_if_it_was_interrupted() -> None:
    before, leave = driver.read(COUNTS), "MATCH (person:Person {id: $id}) SET person.state = $state"
    driver.write(leave, id=names.person("gunnar"), state="active")
    driver.write("MATCH (step:Import) WHERE NOT step.site IN $kept DELETE step", kept=["demo", *LAST])
    assert company.move_in(password_hash=PASSWORD_HASH)
    driver.write(leave, id=names.person("gunnar"), state="left")
    assert changes(before, driver.read(COUNTS)) == set()


def test_the_dates_lie_in_the_past() -> None:
    rows = driver.read("MATCH (post:Post) RETURN min(post.posted_at) AS oldest, max(post.posted_at) AS newest")
    assert rows[0]["oldest"] < clock.now() - timedelta(days=600)
    assert rows[0]["newest"] < clock.now()


def test_posts_are_in_every_state_of_freshness() -> None:
    rows = driver.read("MATCH (post:Post) RETURN DISTINCT post.freshness AS state")
    assert {row["state"] for row in rows} == {"fresh", "due", "outdated", "to_check", "retired"}


def test_somebody_was_asked_to_check_a_post() -> None:
    waiting = [one for name in ("ada", "bruno", "elin", "linus") for one in checks.waiting(viewer=names.viewer(name))]
    assert any(one.check and one.reason for one in waiting)


def test_questions_are_closed_as_duplicates_and_one_waits_to_be() -> None:
    assert count("(:Question)-[:DUPLICATE_OF]->(:Question)") == 4
    assert [one.title for one in duplicates.waiting(viewer=names.viewer("tomas"))] == [
        names.entry("retention-again").title
    ]


def test_edits_wait_and_were_accepted_and_declined() -> None:
    assert suggested_edits.waiting(viewer=names.viewer("ada"))
    assert {one.state for one in suggested_edits.mine(viewer=names.viewer("kiran"))} == {"declined"}
    assert {one.state for one in suggested_edits.mine(viewer=names.viewer("ananya"))} == {"accepted"}


def test_asks_were_accepted_declined_and_passed_on() -> None:
    rows = driver.read("MATCH (ask:Suggestion) RETURN DISTINCT ask.state AS state")
    assert {row["state"] for row in rows} == {"asked", "accepted", "declined", "passed", "expired"}
    assert any(ask.referrer for ask in inbox.asks(viewer=names.viewer("astrid")))


def test_some_questions_are_needed_soon() -> None:
    rows = driver.read("MATCH (post:Question) WHERE post.needed_by IS NOT NULL RETURN post.needed_by AS needed")
    assert {row["needed"] for row in rows} == {"today", "week"}


def test_people_took_back_a_tip_and_an_answer_and_a_coach_took_one_down() -> None:
    assert count("(line:WithdrawnAnswer {is_authors: true})<-[:ON]-(:Comment)") == 1
    assert count("(line:WithdrawnAnswer {is_authors: false})<-[:ON]-(:Comment)") == 1
    assert count("(:AuditEntry {act: 'took_down'})") == 1
    tip = driver.read(
        "MATCH (post:Post {id: $id}) RETURN post.freshness AS freshness, size([(post)<-[:POSTED]-() | 1]) AS authors",
        id=names.post("sniffer"),
    )
    assert tip == [{"freshness": "retired", "authors": 0}]


def test_people_were_told_of_the_past_week() -> None:
    rows = driver.read("MATCH (one:Notification)-[:TELLS]->(:Person) RETURN DISTINCT one.kind AS kind")
    assert {row["kind"] for row in rows} >= {"ability", "answered", "asked", "changed", "check"}


def test_experts_are_asked_about_the_new_questions() -> None:
    ring = widening.of_question(QuestionId(names.post("deadlocks")), viewer=names.viewer("linus"))
    assert "Ada Okafor" in {one.person.name for one in ring.asked}


def test_one_question_is_left_to_the_coaches() -> None:
    assert [one.title for one in widening.unsolved(viewer=names.viewer("elin"))] == [names.entry("long-labels").title]


def test_a_coach_may_agree_to_reveal_an_asker() -> None:
    assert [one.title for one in unmaskings.waiting(viewer=names.viewer("marek"))] == [names.entry("interlock").title]


def test_needs_are_open_and_somebody_was_asked_to_write() -> None:
    assert {one.skill.name for one in needs.listed(viewer=names.viewer("grace"))} >= {"Hydraulics", "Embedded C"}
    everyone = [names.viewer(one.first_name) for one in content.read().people if one.left is None]
    assert sum(len(writing_requests.inbox(viewer=one)) for one in everyone) == 1


def test_skills_are_stated_inferred_endorsed_and_asked_for() -> None:
    of_ada = {one.name: one for one in abilities.of(names.person("ada"), viewer=names.viewer("linus"))}
    assert {"Kafka", "PostgreSQL"} <= of_ada.keys()
    assert len(endorsements.given(names.person("ada"), names.skill("Kafka"), viewer=names.viewer("mei"))) == 2
    assert endorsements.requests(viewer=names.viewer("ananya"))


def test_collections_are_ordered_or_fill_themselves() -> None:
    linus, margaret = names.viewer("linus"), names.viewer("margaret")
    found = {one.name: one for one in collections.listed(viewer=linus)}
    assert "My reading list" in found
    assert "My reading list" not in {one.name for one in collections.listed(viewer=margaret)}
    links = collections.show(found["Links worth a coffee"].id, viewer=margaret)
    assert links.is_automatic
    assert len(items.posts(links, viewer=margaret)) >= 25


def test_people_thank_each_other_and_some_show_it() -> None:
    given = thanks.to(names.person("ada"), viewer=names.viewer("mei"))
    assert [one.words for one in given] == ["Twenty minutes became one. And you answered on a Friday."]
    assert not thanks.to(names.person("camila"), viewer=names.viewer("mei"))
    assert thanks.to(names.person("camila"), viewer=names.viewer("camila"))


def test_people_learn_from_each_other_and_mei_waits_for_ada() -> None:
    told = content.read().mentorings
    assert count("(one:Goal)") == len(told)
    assert count("(one:Mentorship {state: 'running'})") == len([one for one in told if one.agreed and not one.ended])
    assert [(one.state, one.role) for one in mentorships.mine(viewer=names.viewer("pilar"))] == [("ended", "learner")]
    assert [one.learner.name for one in replies.waiting(viewer=names.viewer("ada"))] == ["Mei Tanaka"]
    assert count("(:Person)-[:SHOWED]->(one:Proof {kind: 'mentoring'})") >= 1


def test_tomas_leads_a_circle_and_kiran_looks_after_a_learning_group() -> None:
    circle, group = (circles.mine(viewer=names.viewer(one))[0] for one in ("tomas", "kiran"))
    assert (circle.form, circle.taken, bool(circle.agenda)) == ("mentored", 3, True)
    assert (group.form, group.taken, group.is_member) == ("peer", 2, True)
    assert {one.title for one in openings.of(viewer=names.viewer("mei"))} == {circle.title, group.title}


def test_ada_and_robert_hold_office_hours_and_linus_has_booked_a_slot() -> None:
    assert count("(one:OfficeHours {state: 'running'})") == len(content.read().office_hours) == 2
    assert [one.other.name for one in bookings.mine(viewer=names.viewer("linus"))] == ["Ada Okafor"]


def test_coaches_named_experts_and_one_has_not_answered() -> None:
    rows = driver.read("MATCH (seat:NamedExpert) RETURN seat.state AS state, count(seat) AS count")
    assert {row["state"]: row["count"] for row in rows} == {"agreed": 6, "asked": 1}


def test_a_draft_waits_for_ada() -> None:
    assert {one.making for one in drafts.kept(names.viewer("ada"))} == {"tip", "answer"}


def test_people_have_faces_and_one_has_left() -> None:
    assert photos.get(names.person("ada")).photo
    assert not photos.get(names.person("oliver")).photo
    assert people.show(names.person("gunnar"), viewer=names.viewer("ada")).has_left


@pytest.mark.parametrize("name", ["ada", "elin"])
def test_what_the_home_page_leads_to_can_be_shown(demo: Flask, name: str) -> None:
    browser = demo.test_client()
    sign_in(browser, names.viewer(name))
    addresses = {href for href in re.findall(r'href="(/[^"#?]*)', browser.get("/").text) if "/static/" not in href}
    answers = {address: browser.get(address, follow_redirects=True).status_code for address in sorted(addresses)}
    assert len(answers) > 40
    assert not {address: status for address, status in answers.items() if status != 200}


def test_every_sign_in_has_an_address() -> None:
    assert all(people.find_by_email(f"{name}@example.com") for name in ("ada", "grace", "margaret", "elin"))
