"""What Margaret puts before the readers of a community, for stories that need one of each kind."""

from datetime import timedelta

from graph import clock, viewers
from graph.communities import sections
from graph.curation import campaign_plans, context_messages
from graph.curation.campaign_plans import CampaignDraft
from graph.curation.context_messages import ContextDraft
from graph.ids import PostId, SkillSlug
from tests.company import Company, text


def around(company: Company, slug: str, skill: SkillSlug, question: PostId, words: str = "Look.") -> dict[str, str]:
    """Let Margaret put a message above posts of a skill, make it a section and run a campaign; return ids by kind."""
    margaret, today = viewers.get(company.margaret.id), clock.now().date()
    sections.choose(slug, [skill], by=margaret)
    draft = CampaignDraft(
        title=f"Theme: {words}",
        text=text(words),
        first=today,
        until=today + timedelta(days=7),
        posts=(question,),
        question=question,
    )
    return {
        "campaign": campaign_plans.begin(slug, draft, by=margaret),
        "context_message": context_messages.say(slug, skill, ContextDraft(text=text(words), until=None), by=margaret),
    }
