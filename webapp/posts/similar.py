"""Help for people who are writing a post: similar posts, and the skills that its words name."""

from collections import Counter
from collections.abc import Sequence

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from graph import cards as posts
from graph.cards import Card
from graph.ids import PostId
from graph.skills import skill_mentions
from graph.skills.skill_mentions import SkillMention
from search import query
from webapp.shell import forms
from webapp.shell.session import viewer

bp = Blueprint("similar", __name__)

SIMILAR = 4
SKILLS_PROPOSED = 5
# A shorter title is similar to everything.
LEAST_TITLE = 8
# "go", "it" and "r" are ordinary words. They only name a skill if they are written exactly as the skill is.
SHORT_NAME = 3


@bp.post("/similar")
def show() -> ResponseReturnValue:
    """Show both for a text. It comes by POST, because a whole text doesn't fit into an address. Nothing is kept."""
    title, body = request.form.get("title", "").strip(), request.form.get("body", "")
    named = skill_mentions.of(f"{title}\n{body}", viewer=viewer())
    words = title if len(title) >= LEAST_TITLE else ""
    found = query.find(
        words, audiences=viewer().audiences, kinds=posts.KINDS, synonyms=skill_mentions.other_names(named)
    )
    cards = posts.cards([PostId(hit.key) for hit in found.hits], viewer=viewer()) if words else ()
    return render_template("search/_similar.html", cards=cards[:SIMILAR], skills=_skills(named, cards))


def _skills(named: Sequence[SkillMention], cards: Sequence[Card]) -> tuple[str, ...]:
    """Return the names of the skills that the words name, then of those that more than one similar post is about.

    Skills that are chosen already are left out.
    """
    certain = (one.name for one in named if _is_meant(one))
    counted = Counter(skill.name for card in cards for skill in card.skills)
    likely = (name for name, count in counted.most_common() if count > 1)
    chosen = forms.names("skills")
    return tuple(name for name in dict.fromkeys((*certain, *likely)) if name not in chosen)[:SKILLS_PROPOSED]


def _is_meant(one: SkillMention) -> bool:
    is_a_word = one.typed.isalpha() and len(one.typed) <= SHORT_NAME
    return not is_a_word or one.typed in (one.name, *one.others)
