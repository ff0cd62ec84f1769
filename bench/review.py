"""How long does a coach wait for the review queue when 1,000 things wait?

`python -m bench.review` fills a graph with 2,000 questions, and a community in which 300 texts are reported, 300 people
ask to join, 200 edits are suggested, 150 posts are due and 50 questions are said to be duplicates. It measures the page
as it leaves the site, for a coach, in one process.
"""

import random
from contextlib import suppress
from functools import partial

import click
from flask.testing import FlaskClient

from bench import experts, simulated
from graph import clock, driver, viewers
from graph.communities import communities, memberships
from graph.communities.communities import CommunityDraft
from graph.editing import duplicates, suggested_edits
from graph.editing.edits import Edit
from graph.errors import Conflict
from graph.ids import CommunityId, PersonId, QuestionId
from graph.posts import questions, texts
from graph.posts.questions import QuestionDraft
from graph.prose import Prose
from graph.reporting import report_reasons, reports
from graph.reporting.reports import ReportDraft
from graph.viewers import Viewer
from webapp.site import create_app

SEED = 20_261_130
REPORTED, ASKING, EDITED, DUE, DUPLICATES = 300, 300, 200, 150, 50
MEMBERS, WARM_UP, TIMES = 40, 20, 100
BAR_MILLISECONDS = 150


@click.command()
@click.option("--questions", "asked", default=2_000, show_default=True)
def main(asked: int) -> None:
    """Fill a graph and measure."""
    sizes = ("--people", "600", "--questions", str(asked), "--answers", str(asked * 2))
    with experts.filled(None, sizes):
        coach = _fill(random.Random(SEED))
        browser = simulated.opened(create_app(), coach)
        for path in ("/review", "/review?page=40", "/review?kind=edit", "/review/count"):
            took = [experts.timed(partial(open_page, browser, path)) for _ in range(WARM_UP + TIMES)]
            found = experts.say(path, took[WARM_UP:])
            click.echo(f"  bar {BAR_MILLISECONDS} ms at the median: {'met' if found <= BAR_MILLISECONDS else 'missed'}")


def _fill(dice: random.Random) -> Viewer:
    """Let a thousand things wait for the coach of a community, and return them."""
    rows = driver.read("MATCH (person:Person) RETURN person.id AS id ORDER BY id LIMIT 600")
    coach, *others = [PersonId(row["id"]) for row in rows]
    slug = communities.found(CommunityDraft(name="Measured", purpose="To measure.", visibility="private"), by=coach)
    for member in others[:MEMBERS]:
        memberships.admit(slug, member, by=coach)
    for person in others[MEMBERS : MEMBERS + ASKING]:
        memberships.join(slug, by=person)
    place = CommunityId(communities.show(slug, viewer=viewers.get(coach)).id)
    members = [viewers.get(id) for id in others[:MEMBERS]]
    with click.progressbar(range(REPORTED + DUE), label="What waits") as bar:
        posts = [_ask(number, place, dice.choice(members)) for number in bar]
    for post in posts[:REPORTED]:
        _report(
            post, ReportDraft(reason=dice.choice(report_reasons.STANDARD).id, words="See."), dice.sample(members, 3)
        )
    for post in posts[:EDITED]:
        _suggest(post, dice.choice(members))
    for post in posts[:DUPLICATES]:
        duplicates.propose(post, posts[-1], by=dice.choice(members))
    driver.write(
        "UNWIND $ids AS id MATCH (post:Post {id: id}) SET post.freshness = 'due', post.changed_key = $key",
        ids=posts[REPORTED:],
        key=clock.key(clock.now()),
    )
    return viewers.get(coach)


def _ask(number: int, place: CommunityId, by: Viewer) -> QuestionId:
    text = Prose(markdown="It is slow. " * 40, html="<p>It is slow.</p>")
    title = f"Why is it slow, case {number}?"
    draft = QuestionDraft(title=title, body=text, skills=("measuring",), community=place, is_anonymous=False)
    return questions.ask(draft, by=by.id)


def _report(post: QuestionId, draft: ReportDraft, reporters: list[Viewer]) -> None:
    """Let these members report a text. Its author can't."""
    for one in reporters:
        with suppress(Conflict):
            reports.report(post, draft, by=one)


def _suggest(post: QuestionId, by: Viewer) -> None:
    now = texts.get(post, viewer=by)
    body = Prose(markdown=now.body + " Really.", html="<p>Really.</p>")
    edit = Edit(of=now, title=now.title, body=body, skills=now.skills, is_cheat_sheet=False, summary="Really")
    suggested_edits.suggest(edit, by=by)


def open_page(browser: FlaskClient, path: str) -> None:
    response = browser.get(path)
    if response.status_code != 200:
        raise RuntimeError(f"{path}: {response.status_code}")


if __name__ == "__main__":
    main()
