"""More stories of lost messages: what concerns one person."""

from datetime import timedelta

from graph import clock, driver
from graph.communities import communities, community_invitations, memberships, visibility
from graph.conduct import silences, warnings
from graph.conduct.silences import SilenceDraft
from graph.conduct.warnings import WarningDraft
from graph.expertise import endorsements, named_experts, ring_decisions, rings, stated_levels, thanks
from graph.ids import SkillSlug
from graph.moderation import audit_seals
from graph.people import roles
from graph.posts import tips
from tests import company as stories
from tests.company import Company
from tests.graph.expertise.test_endorsements import befriend
from tests.workers.lost_messages import KAFKA, Story, admin, is_indexed, is_told, is_weighed, story


def counts(company: Company) -> bool:
    """Tell whether a thanks counts as evidence for Ada."""
    rows = driver.read(
        "MATCH (:Person {id: $id})-[tie:SHOWED]->(proof:Proof) WHERE proof.kind = 'thanks' AND tie.weight > 0"
        " RETURN proof.id AS id",
        id=company.ada.id,
    )
    return bool(rows)


@story("notifications.note", "notifications.note_personal", "weigh")
def thanked(company: Company) -> Story:
    yield {}
    thanks.give(company.ada.id, on=company.kafka_answer, by=company.linus)
    thanks.give(company.margaret.id, "For lunch.", by=company.linus)
    yield {
        "notifications.note": is_told(company.ada, "thanked"),
        "notifications.note_personal": is_told(company.margaret, "thanked"),
        "weigh": lambda: counts(company),
    }


@story("notifications.note_personal")
def expert_named(company: Company) -> Story:
    yield {}
    named_experts.name(company.ada.id, SkillSlug("kafka"), by=company.margaret)
    yield {"notifications.note_personal": is_told(company.ada, "expert")}


@story("notifications.note_community")
def membership_changed(company: Company) -> Story:
    yield {}
    memberships.join(company.platform, by=company.tim.id)
    community_invitations.invite(company.platform, ["Grace"], by=company.margaret)
    told = (is_told(company.margaret, "membership"), is_told(company.grace, "invited"))
    yield {"notifications.note_community": lambda: all(is_so() for is_so in told)}


@story("notifications.note_account")
def account_changed(company: Company) -> Story:
    barbara = admin()
    yield {}
    roles.make_admin(company.ada.id, by=barbara.id)
    warnings.warn(company.linus.id, WarningDraft(reason="rude", words="Mind your tone."), by=barbara)
    ends_at = clock.now() + timedelta(days=1)
    silences.silence(company.tim.id, SilenceDraft(reason="rude", words="Stop.", ends_at=ends_at), by=barbara)
    told = [is_told(one, "account") for one in (company.ada, company.linus, company.tim)]
    yield {"notifications.note_account": lambda: all(is_so() for is_so in told)}


@story("notifications.note_skills", "index")
def skill_rated(company: Company) -> Story:
    yield {}
    stated_levels.rate(company.linus.id, KAFKA, 2, by=company.grace.id)
    yield {"notifications.note_skills": is_told(company.linus, "ability"), "index": is_indexed}


@story("notifications.note_skills")
def confirmations_decided(company: Company) -> Story:
    barbara = admin()
    befriend(company, company.linus, company.tim)
    for giver, person in ((company.linus, company.tim), (company.tim, company.linus)):
        endorsements.endorse(person.id, KAFKA, None, by=giver)
    rings.gather()
    told = "MATCH (n:Notification)-[:TELLS]->(p:Person {id: $id}) WHERE n.what = 'discounted' RETURN n.id AS id"
    yield {}
    [ring] = ring_decisions.waiting(viewer=barbara)
    ring_decisions.discount(ring.id, by=barbara)
    yield {"notifications.note_skills": lambda: bool(driver.read(told, id=company.linus.id))}


@story("notifications.note_skills")
def confirmation_asked(company: Company) -> Story:
    stated_levels.state(KAFKA, 4, by=company.ada)
    yield {}
    endorsements.ask(company.grace.id, KAFKA, by=company.ada)
    yield {"notifications.note_skills": is_told(company.grace, "ability")}


@story("audit_seals.seal")
def act_recorded(company: Company) -> Story:
    barbara = admin()
    yield {}
    roles.make_admin(company.ada.id, by=barbara.id)
    yield {"audit_seals.seal": lambda: not audit_seals.check().waiting}


@story("index", "weigh", "notifications.note_community")
def visibility_changed(company: Company) -> Story:
    draft = communities.CommunityDraft(name="Go", purpose="Go.", visibility="public")
    go = communities.found(draft, by=company.tim.id)
    memberships.join(go, by=company.grace.id)
    here = communities.show(go, viewer=company.tim).id
    tip = tips.post(
        tips.TipDraft(title="Go", body=stories.text("Go."), skills=("go",), community=here), by=company.grace.id
    )
    yield {}
    visibility.change(go, "private", since="public", by=company.tim)
    yield {
        "index": is_indexed,
        "weigh": is_weighed(tip),
        "notifications.note_community": is_told(company.grace, "membership"),
    }
