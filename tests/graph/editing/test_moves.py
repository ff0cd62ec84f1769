"""Stories about posts that move to another community."""

import pytest

from graph import driver
from graph.asking import inbox, referrals
from graph.communities import communities, memberships
from graph.editing import moves
from graph.errors import Forbidden, NotFound
from graph.expertise import evidence
from graph.finding import index_entries
from graph.ids import CommunityId, TipId
from graph.media import files
from graph.media.files import FileDraft
from graph.posts import answers, questions, tips
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company
from tests.graph.approvals.waiting import look_at


def platform(company: Company) -> CommunityId:
    return communities.show(company.platform, viewer=company.ada).id


def may_see(id: TipId, viewer: Viewer) -> bool:
    try:
        tips.show(id, viewer=viewer)
    except NotFound:
        return False
    return True


def test_from_then_on_only_the_members_of_a_private_community_see_it(company: Company):
    moves.move(company.kafka_tip, to=platform(company), by=company.ada)
    assert [may_see(company.kafka_tip, one) for one in (company.ada, company.linus, company.tim)] == [True, True, False]
    [entry] = index_entries.find("tip", [company.kafka_tip])
    assert entry.audience == platform(company)


def test_its_evidence_counts_only_there(company: Company):
    evidence.weigh(company.kafka_tip)
    moves.move(company.kafka_tip, to=platform(company), by=company.ada)
    evidence.weigh_post(company.kafka_tip)
    rows = driver.read(
        "MATCH (:Person {id: $id})-[knows:KNOWS]->(:Skill) RETURN knows.audience AS audience", id=company.ada.id
    )
    assert [row["audience"] for row in rows] == [platform(company)]


def test_its_files_and_answers_follow(company: Company):
    draft = FileDraft(hash="h", name="a.png", media_type="image/png", bytes=1, width=1, height=1)
    file = files.upload(draft, by=company.linus.id)
    question = questions.ask(stories.question("Lag?"), by=company.ada.id)
    files.show_in_post(answers.give(question, stories.text(f"/files/{file}"), by=company.linus))
    assert files.get(file, viewer=company.tim)
    moves.move(question, to=platform(company), by=company.ada)
    assert files.get(file, viewer=company.ada)
    with pytest.raises(NotFound):
        files.get(file, viewer=company.tim)


def test_asks_of_people_who_no_longer_see_it_are_closed(company: Company):
    question = questions.ask(stories.question("Lag?", "kafka"), by=company.ada.id)
    for colleague in ("Linus", "Tim"):
        referrals.invite(question, colleague, by=company.ada)
    moves.move(question, to=platform(company), by=company.ada)
    assert [len(inbox.asks(viewer=one)) for one in (company.linus, company.tim)] == [1, 0]


def test_it_can_leave_its_community_again(company: Company):
    moves.move(company.platform_question, to=None, by=company.ada)
    assert questions.show(company.platform_question, viewer=company.tim).post.community is None


def test_moving_it_to_where_it_is_changes_nothing(company: Company):
    assert moves.move(company.platform_question, to=platform(company), by=company.ada) == "question"


def test_a_coach_moves_it_only_between_communities_that_they_coach(company: Company):
    options = moves.options(company.platform_question, viewer=company.margaret)
    assert (options.may_leave, options.places) == (False, ())
    draft = communities.CommunityDraft(name="Clusters", purpose="Run them.", visibility="public")
    communities.found(draft, by=company.margaret.id)
    assert [place.name for place in moves.options(company.platform_question, viewer=company.margaret).places] == [
        "Clusters"
    ]


def test_nobody_else_moves_it(company: Company):
    with pytest.raises(Forbidden):
        moves.move(company.kafka_tip, to=None, by=company.tim)
    with pytest.raises(NotFound):
        moves.move(company.platform_question, to=None, by=company.tim)


def test_nobody_moves_it_to_a_community_that_they_are_not_in(company: Company):
    mine = tips.post(
        tips.TipDraft(title="Mine", body=stories.text("Mine."), skills=(), community=None), by=company.tim.id
    )
    with pytest.raises(Forbidden):
        moves.move(mine, to=platform(company), by=company.tim)


def test_authors_do_not_move_it_past_the_coaches_who_look_first(company: Company):
    look_at(company)
    with pytest.raises(Forbidden):
        moves.move(company.kafka_tip, to=platform(company), by=company.ada)
    memberships.make_coach(company.platform, company.ada.id, by=company.margaret.id)
    moves.move(company.kafka_tip, to=platform(company), by=company.ada)
