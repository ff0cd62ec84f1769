"""The company of the stories: Ada, Grace, Linus, Margaret and Tim, and what they have written so far."""

from dataclasses import dataclass, fields

from graph import viewers
from graph.communities import communities, memberships
from graph.ids import AnswerId, PersonId, QuestionId, TipId
from graph.people import accounts, invitations, people
from graph.people.invitations import Registration
from graph.posts import answers, questions, tips
from graph.prose import Prose
from graph.viewers import Viewer

# Argon2 is slow on purpose. Stories about passwords hash their own.
NO_PASSWORD = "not a hash"


@dataclass(frozen=True, kw_only=True)
class Company:
    """Ada knows backend work and Kafka. Grace manages her and Linus, who is new.

    Margaret coaches the private community of platform engineers. Ada and Linus are members of it, Tim isn't.
    """

    ada: Viewer
    grace: Viewer
    linus: Viewer
    margaret: Viewer
    tim: Viewer
    platform: str
    kafka_question: QuestionId
    kafka_answer: AnswerId
    platform_question: QuestionId
    kafka_tip: TipId


def found_company() -> Company:
    """Write the company into an empty graph."""
    ada, grace, linus, margaret, tim = (join(name) for name in ("Ada", "Grace", "Linus", "Margaret", "Tim"))
    for report in (ada, linus):
        people.report_to(report, grace)
    platform = communities.found(
        communities.CommunityDraft(name="Platform engineers", purpose="Run it well.", visibility="private"), by=margaret
    )
    for member in (ada, linus):
        memberships.admit(platform, member, by=margaret)
    community = communities.show(platform, viewer=viewers.get(margaret)).id
    kafka = questions.ask(question("Why does my Kafka consumer lag?", "kafka"), by=grace)
    return Company(
        ada=viewers.get(ada),
        grace=viewers.get(grace),
        linus=viewers.get(linus),
        margaret=viewers.get(margaret),
        tim=viewers.get(tim),
        platform=platform,
        kafka_question=kafka,
        kafka_answer=answers.give(
            kafka, text("Raise max.poll.records and look at the rebalances."), by=viewers.get(ada)
        ),
        platform_question=questions.ask(
            question("How do we rotate the cluster's certificates?", "kafka", "tls", community=community), by=ada
        ),
        kafka_tip=tips.post(
            tips.TipDraft(
                title="See consumer lag at a glance",
                body=text("`kafka-consumer-groups --describe` shows it."),
                skills=("Kafka",),
                community=None,
            ),
            by=ada,
        ),
    )


def with_ids(company: Company, renewed: dict[str, str]) -> Company:
    """Return the company with its ids replaced, as the graph has them after a restore."""

    def value(old: str | Viewer) -> str | Viewer:
        if isinstance(old, Viewer):
            return Viewer(id=renewed[old.id], audiences=tuple(map(value, old.audiences)))
        return renewed.get(old, old)

    return Company(**{field.name: value(getattr(company, field.name)) for field in fields(company)})


def join(name: str, *, password_hash: str = NO_PASSWORD, is_admin: bool = False) -> PersonId:
    """Let someone join by invitation, as name@example.com."""
    newcomer = Registration(name=name, email=f"{name}@example.com", password_hash=password_hash)
    return invitations.accept(invitations.invite(is_admin=is_admin), newcomer)


def text(words: str) -> Prose:
    """Return a text as someone wrote it, with the simplest HTML."""
    return Prose(markdown=words, html=f"<p>{words}</p>")


def question(
    title: str, *skills: str, community: str | None = None, is_anonymous: bool = False
) -> questions.QuestionDraft:
    """Return a question that is ready to be asked."""
    return questions.QuestionDraft(
        title=title,
        body=text(f"{title} I tried the obvious."),
        skills=skills,
        community=community,
        is_anonymous=is_anonymous,
    )


def signed_in(viewer: Viewer) -> str:
    """Sign someone in and return the session's token."""
    return accounts.open_session(viewer.id, browser="pytest")
