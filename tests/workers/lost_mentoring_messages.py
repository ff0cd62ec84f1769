"""More stories of lost messages: mentoring."""

from graph.circles import circles
from graph.circles import reviews as circle_reviews
from graph.introductions import introductions
from graph.mentoring import replies, requests
from graph.mentorships import feedback, mentorships, reports
from graph.mentorships.feedback import Feedback
from graph.notifications import inbox
from graph.posts import answers, questions
from graph.rounds import previews, publishing, rounds
from graph.viewers import Viewer
from tests.company import Company, question, text
from tests.graph.circles.gathering import gather, learners
from tests.graph.circles.gathering import met as gathered
from tests.graph.mentoring.learning import aim, met, pair, teach
from tests.graph.office_hours import desk
from tests.graph.rounds import cohort
from tests.workers.lost_messages import Story, is_told, story, weights


@story("notifications.note_request")
def mentor_requested(company: Company) -> Story:
    teach(company.ada)
    goal = aim(company.linus)
    yield {}
    requests.send(goal, (company.ada.id,), "I keep asking her.", by=company.linus)
    yield {"notifications.note_request": is_told(company.ada, "mentoring")}


@story("turns.advance")
def mentor_replied(company: Company) -> Story:
    teach(company.ada, company.tim)
    requests.send(aim(company.linus), (company.ada.id, company.tim.id), "I keep asking her.", by=company.linus)
    yield {}
    replies.decline(replies.waiting(viewer=company.ada)[0].id, by=company.ada)
    yield {"turns.advance": lambda: bool(replies.waiting(viewer=company.tim))}


@story("notifications.note_mentorship")
def mentorship_changed(company: Company) -> Story:
    id = pair(company.linus, company.ada)
    yield {}
    mentorships.end(id, by=company.linus)
    yield {"notifications.note_mentorship": is_told(company.ada, "mentoring")}


@story("notifications.note_round")
def round_published(company: Company) -> Story:
    id = cohort.begin(company)
    cohort.learn(id, company.linus, "Kafka")
    rounds.close(id, by=company.margaret)
    cohort.propose(id, alone={company.linus.id: "skill"})
    yield {}
    publishing.publish(id, by=company.margaret)
    # Linus is told of his own membership too.
    yield {"notifications.note_round": lambda: "round_alone" in _told(company.linus)}


@story("notifications.note_report")
def mentorship_reported(company: Company) -> Story:
    id = pair(company.linus, company.ada)
    yield {}
    reports.send(id, "Ada never has time.", by=company.linus)
    yield {"notifications.note_report": is_told(company.margaret, "mentoring")}


@story("notifications.note_booking")
def booking_changed(company: Company) -> Story:
    desk.hold(company.ada)
    yield {}
    desk.book(company.ada, company.linus)
    yield {"notifications.note_booking": is_told(company.ada, "mentoring")}


@story("notifications.note_circle")
def circle_changed(company: Company) -> Story:
    id = gather(company.ada, company.linus)
    yield {}
    circles.end(id, by=company.ada)
    yield {"notifications.note_circle": is_told(company.linus, "mentoring")}


@story("taught.count_circle")
def circle_reviewed(company: Company) -> Story:
    everyone = learners(3)
    id = gather(company.ada, *everyone)
    gathered(id)
    circles.end(id, by=company.ada)
    yield {}
    for one in everyone:
        circle_reviews.give(id, Feedback(helped="yes"), by=one)
    yield {"taught.count_circle": lambda: bool(weights(f"{id} kafka"))}


def _told(who: Viewer) -> set[str | None]:
    return {line.what for line in inbox.page("all", viewer=who).lines}


@story("round_previews.make")
def preview_wanted(company: Company) -> Story:
    id = cohort.begin(company)
    cohort.teach(id, company.ada, "Kafka")
    cohort.learn(id, company.linus, "Kafka")
    yield {}
    previews.want(id, by=company.margaret)
    yield {"round_previews.make": lambda: previews.state(id, viewer=company.margaret).pairs == 1}


@story("taught.count")
def mentorship_reviewed(company: Company) -> Story:
    id = met(company.linus, company.ada)
    mentorships.end(id, by=company.linus)
    yield {}
    feedback.give(id, Feedback(helped="yes"), by=company.linus)
    yield {"taught.count": lambda: bool(weights(f"{id} kafka"))}


@story("notifications.note_introduction")
def introduction_changed(company: Company) -> Story:
    for asker in (company.linus, company.tim):
        answers.give(questions.ask(question("Slow?", "kafka"), by=asker.id), text("Like this."), by=company.ada)
    yield {}
    introductions.ask(company.tim.id, company.ada.id, "We both move topics.", by=company.linus)
    yield {"notifications.note_introduction": is_told(company.ada, "introduction")}
