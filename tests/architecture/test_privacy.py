"""Privacy rules have names (graph/clauses.py), and a statement that needs one uses it by name."""

import re
from collections.abc import Iterable

import pytest

from tests.architecture.statements import Statement, all_of

CHANGES = re.compile(r"\b(SET|CREATE|MERGE|DELETE|REMOVE)\b")

WRITTEN_OUT = {
    "hidden": r"\.hidden IS NULL",
    "listed": r"coalesce\(\w+\.is_listed, true\)(?! AS)",
    "open": r"\.audience IN \$audiences",
    "known": r"\.audiences WHERE audience IN \$audiences",
}

# Statements that read what someone knows without `is shown`, each with the reason.
KNOWLEDGE_READ_WHOLE = {
    "graph.expertise.abilities._rows": "a person's own page: what is hidden is shown to those to whom they show it",
    "graph.expertise.inferred_levels._mark": "numbers of the whole site, from which levels are reckoned; no person",
    "graph.expertise.knowers.of": "whether those who only say that they know a skill have shown it too",
    "graph.matching.newcomer_place._said": "whether somebody has shown what they say; the hidden is left out",
    "graph.posts.questions": "whether the viewers themselves know what a question is about",
    "graph.posts.roles": "whether the viewers themselves know what a post is about",
    "graph.demand.writing_requests.inbox": "what the viewer is asked to write about",
}

# Statements that find people by what they know without `is listed`, each with the reason. People who don't want to be
# listed are still asked: only the asker sees their name, next to the ask.
FOUND_UNLISTED = {
    "graph.expertise.named_experts.of": "the coach who named an expert, who is listed",
    "graph.expertise.standings.on": "people beside the answers that they gave",
    "graph.demand.writing_requests._candidates": "who is asked to write",
    "graph.circles.openings._open": "the mentor beside the circle that they opened; the viewer's own skills",
    "graph.expertise.abilities._rows": "a person's own page, and the managers and coaches that may see it",
    "graph.feed.news._followed": "the viewer's own skills",
    "graph.finding.finder._details": "people whom `_to_be_shown` let through",
    "graph.freshness.checks._best": "who is asked to check",
    "graph.asking.learners._learners": "who is asked",
    "graph.matching.by_community.evidence": "who is asked",
    "graph.matching.proofs._answers": "who is asked",
    "graph.matching.proofs._posts": "who is asked",
    "graph.matching.candidates.able": "who is asked",
    "graph.matching.proofs.strongest": "who is asked",
    "graph.matching.newcomer_place._said": "who is asked",
    "graph.mentorships.impact.of": "the learner of a mentorship, for the two of it",
    "graph.merging.merges.concerned": "whose entries in the index change; nobody reads it",
    "graph.notifications.personal": "the manager who set the viewer's own level",
    "graph.office_hours.open_hours.of": "people whose page the viewer has opened, or who are suggested and listed",
    "graph.posts.roles": "the viewers themselves",
    "graph.rounds.members.joined": "people who joined a round, for its coach",
    "graph.rounds.pools._levels": "people who joined a round; a worker reads it",
}

# Statements that read posts for a viewer without `is open`, each with the reason.
POSTS_UNFILTERED = {
    "graph.finding.finder_reasons": "proofs have the audience of the post that they confirm",
    "graph.introductions.go_betweens._are_strangers": "whether the viewer and someone have met, which both know",
    "graph.mentoring.tip_nudges.due": "the viewer's own tips",
    "graph.merging.lookalikes._mergeable": "whether every post on a skill is in a community that the viewer coaches",
    "graph.merging.merges._skill": "whether every post on a skill is in a community that the viewer coaches",
    "graph.moderation.unmaskings.told": "the viewer's own questions",
}


# Statements in which someone publishes, or rates what others published, without `is free to …`, each with the reason.
PUBLISHED_ANYWAY = {
    "graph.editing.conversions.to_answer": "the words are there already",
    "graph.editing.conversions.to_comment": "the words are there already",
    "graph.editing.merge_steps": "the votes are there already",
    "graph.editing.split_steps": "the words are there already; the first step says that the coach is free to write",
    "graph.posts.answers": "it is in the part of the statement that finds the question",
    "graph.posts.publishing": "it is in the part of the statement that finds the author",
}


@pytest.mark.parametrize("rule", WRITTEN_OUT)
def test_no_statement_writes_a_rule_out(rule: str) -> None:
    by_hand = [one.where for one in statements() if re.search(WRITTEN_OUT[rule], one.text)]
    assert not by_hand, f"Write {{{{… is {rule}}}}} instead; see graph/clauses.py."


def test_what_people_hide_is_read_by_nobody_else() -> None:
    assert names(lacking_shown(statements())) == KNOWLEDGE_READ_WHOLE.keys()


def test_people_are_found_by_what_they_know_only_if_they_are_listed() -> None:
    assert names(lacking_listed(statements())) == FOUND_UNLISTED.keys()


def test_posts_are_read_by_those_who_may_open_them() -> None:
    assert names(lacking_open(statements())) == POSTS_UNFILTERED.keys()


def test_only_people_who_are_free_to_publish_do() -> None:
    assert names(lacking_free(statements())) == PUBLISHED_ANYWAY.keys()


def test_a_forgotten_rule_is_found() -> None:
    leak = "MATCH (p:Person)-[knows:KNOWS]->(s:Skill) MATCH (post:Post) WHERE p.id <> $viewer RETURN p.name AS name"
    forgetful = [Statement(where="graph.some.where", text=leak)]
    for lacking in (lacking_shown, lacking_listed, lacking_open):
        assert names(lacking(forgetful)) == {"graph.some.where"}


def statements() -> tuple[Statement, ...]:
    return tuple(
        one
        for one in all_of()
        if not one.where.startswith(("graph.clauses", "graph.membership_rules", "graph.mentoring_rules"))
    )


def names(found: Iterable[Statement]) -> set[str]:
    return {one.where for one in found}


def reading(among: Iterable[Statement]) -> list[Statement]:
    return [one for one in among if not CHANGES.search(one.text)]


def lacking_shown(among: Iterable[Statement]) -> list[Statement]:
    """Return statements that read ties to skills without saying that each is shown."""
    return [one for one in reading(among) if any(not says(one, tie, "shown|not hidden") for tie in known_by(one))]


def lacking_listed(among: Iterable[Statement]) -> list[Statement]:
    """Return statements that use what people know, and find people without saying that they are listed."""
    person = re.compile(r"\((\w+):Person\b(?! \{id: \$)")
    return [
        one
        for one in reading(among)
        if re.search(r":[A-Z_|]*(KNOWS|STANDS_IN)\b", one.text)
        and any(not says(one, found, "listed") for found in person.findall(one.text))
    ]


def lacking_open(among: Iterable[Statement]) -> list[Statement]:
    """Return statements that read posts for a viewer without saying that any of them is open."""
    post = re.compile(r"\(\w+:(?:Post|Question|Tip|Link|Video)\b")
    return [
        one
        for one in reading(among)
        if post.search(one.text) and re.search(r"\$(viewer|audiences)\b", one.text) and " is open}}" not in one.text
    ]


def known_by(one: Statement) -> list[str]:
    return re.findall(r"\[(\w+):[A-Z_|]*KNOWS\b", one.text)


def says(one: Statement, variable: str, rule: str) -> bool:
    return re.search(r"\{\{" + variable + r" is (?:" + rule + r")", one.text) is not None


def lacking_free(among: Iterable[Statement]) -> list[Statement]:
    """Return statements in which people publish or rate something without saying that they are free to do so.

    What is imported was published elsewhere.
    """
    publishes = re.compile(
        r"(?:CREATE|MERGE) \(\w+\)-\[\w*:(?:ASKED|POSTED|GAVE|MADE|VOTED|REACTED|DOUBTED|SUGGESTED)\b"
    )
    here = (one for one in among if not one.where.startswith("graph.imports."))
    return [one for one in here if publishes.search(one.text) and " is free to " not in one.text]
