"""Rules: the posts that a collection takes in automatically."""

from dataclasses import dataclass

from graph.cards import PostKind
from graph.driver import Row
from graph.finding.saved_searches import SearchDraft
from graph.ids import CommunityId, SkillSlug


@dataclass(frozen=True, kw_only=True)
class Rule:
    """The posts a collection takes in: those that fit every given part, or those that a search finds for a viewer."""

    kind: PostKind | None = None
    skill: SkillSlug | None = None
    community: CommunityId | None = None
    search: SearchDraft | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.kind or self.skill or self.community or self.search)


def written(rule: Rule | None) -> Row:
    """Return a rule as the graph stores it, with `None` for each part that is not given."""
    kept = rule or Rule()
    return {
        "kind": kept.kind,
        "skill": kept.skill,
        "within": kept.community,
        "text": kept.search.text.strip() if kept.search else None,
        "words": kept.search.words if kept.search else None,
        "marks": list(kept.search.marks) if kept.search else None,
    }
