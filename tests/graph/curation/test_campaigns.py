"""A week of certificates among the platform engineers, as Margaret runs it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from graph import clock, viewers
from graph.curation import campaign_plans, campaigns
from graph.curation.campaign_plans import CampaignDraft
from graph.errors import Conflict, Forbidden, Invalid, NotFound
from graph.ids import CampaignId
from graph.moderation import audit
from graph.withdrawal import rules, withdrawals
from tests.company import Company, text

TODAY = clock.now().date()


def draft(company: Company, *, begins: int = 0, ends: int = 7) -> CampaignDraft:
    return CampaignDraft(
        title="Certificate week",
        text=text("Rotate them all."),
        first=TODAY + timedelta(days=begins),
        until=TODAY + timedelta(days=ends),
        posts=(company.kafka_tip, company.platform_question),
        question=company.platform_question,
    )


def begin(company: Company, *, begins: int = 0) -> CampaignId:
    return campaign_plans.begin(company.platform, draft(company, begins=begins), by=company.margaret)


def at(monkeypatch: pytest.MonkeyPatch, *, days: int) -> None:
    later = clock.now() + timedelta(days=days)
    monkeypatch.setattr(clock, "now", lambda: later)


def test_it_stands_on_the_page_and_at_home_for_members_while_it_runs(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(company)
    [shown] = campaigns.running(company.platform, viewer=company.ada)
    assert (shown.title, shown.question and shown.question.id) == ("Certificate week", company.platform_question)
    assert [one.id for one in shown.posts] == [company.kafka_tip, company.platform_question]
    assert len(campaigns.at_home(viewer=company.linus)) == 1
    at(monkeypatch, days=9)
    assert (campaigns.running(company.platform, viewer=company.ada), campaigns.at_home(viewer=company.ada)) == ((), ())
    assert [one.is_over for one in campaigns.listed(company.platform, viewer=company.ada)] == [True]


def test_before_its_first_day_only_coaches_see_it(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    id = begin(company, begins=2)
    assert campaigns.get(id, viewer=company.margaret)
    assert campaigns.listed(company.platform, viewer=company.ada) == campaigns.at_home(viewer=company.ada) == ()
    with pytest.raises(NotFound):
        campaigns.get(id, viewer=company.ada)
    at(monkeypatch, days=3)
    assert len(campaigns.at_home(viewer=company.ada)) == 1


def test_strangers_see_nothing_of_it(company: Company) -> None:
    id = begin(company)
    assert campaigns.running(company.platform, viewer=company.tim) == campaigns.at_home(viewer=company.tim) == ()
    with pytest.raises(NotFound):
        campaigns.get(id, viewer=company.tim)


def test_only_coaches_run_it(company: Company) -> None:
    id = begin(company)
    for act in (
        lambda: campaign_plans.begin(company.platform, draft(company), by=company.ada),
        lambda: campaign_plans.change(id, draft(company), version=0, by=company.ada),
        lambda: campaign_plans.end(id, by=company.ada),
    ):
        with pytest.raises(Forbidden):
            act()


def test_it_ends_early_and_stays_among_the_earlier_ones(company: Company) -> None:
    id, planned = begin(company), begin(company, begins=3)
    for _ in range(2):
        campaign_plans.end(id, by=company.margaret)
        campaign_plans.end(planned, by=company.margaret)
    assert campaigns.running(company.platform, viewer=company.ada) == ()
    [earlier] = campaigns.listed(company.platform, viewer=company.ada)
    assert (earlier.id, len(earlier.posts)) == (id, 2)
    acts = [one.act for one in audit.listed(viewer=company.margaret).entries]
    assert (acts.count("began_campaign"), acts.count("ended_campaign")) == (2, 2)


def test_two_coaches_do_not_overwrite_each_other(company: Company) -> None:
    id = begin(company)
    campaign_plans.change(id, replace(draft(company), title="Keys", posts=()), version=0, by=company.margaret)
    with pytest.raises(Conflict):
        campaign_plans.change(id, draft(company), version=0, by=company.margaret)
    shown = campaigns.get(id, viewer=company.ada)
    assert (shown.title, shown.posts, shown.question is not None) == ("Keys", (), True)


def test_posts_that_not_all_members_see_are_refused(company: Company) -> None:
    cases = (
        {"posts": ("nothing",)},
        {"question": company.kafka_tip},
        {"posts": tuple(str(number) for number in range(11))},
        {"first": None},
        {"until": TODAY - timedelta(days=1)},
        {"until": TODAY + timedelta(days=200)},
        {"title": " "},
    )
    for case in cases:
        with pytest.raises(Invalid) as refused:
            campaign_plans.begin(company.platform, replace(draft(company), **case), by=company.margaret)
        assert refused.value.problems.keys() <= {*case, "until"}


def test_a_withdrawn_post_is_left_out(company: Company) -> None:
    begin(company)
    withdrawals.withdraw(rules.outlook(company.kafka_tip, viewer=company.ada), by=company.ada)
    [shown] = campaigns.running(company.platform, viewer=viewers.get(company.ada.id))
    assert [one.id for one in shown.posts] == [company.platform_question]
