"""What the site learns from: texts that coaches withdrew as spam, or sent back because they look like it, and others.

Withdrawn texts are erased after a month, so each is counted once, a day after it was withdrawn, and only its numbers
stay. Texts that were published and left for a week are counted anew each time.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from graph import clock
from graph.driver import write_together
from graph.ids import new_id
from graph.rows import read_as
from graph.spam import classifier, features
from graph.spam.classifier import Counts

# Within a day, most of what was withdrawn by mistake is back.
AFTER_WITHDRAWAL = timedelta(days=1)
AFTER_PUBLISHING = timedelta(days=7)

LATEST = 2_000
AT_ONCE = 200


@dataclass(frozen=True, kw_only=True)
class _Text:
    id: str
    text: str
    days: int | None


@dataclass(frozen=True, kw_only=True)
class _Learnt:
    texts: int
    counts: str


def learn() -> None:
    """Count what is new, and make the model anew if there is enough to learn from. Twice changes nothing."""
    fresh, learnt = [*_withdrawn(), *_sent_back()], _learnt()
    spam = _together(learnt, [features.of(one.text, days=one.days) for one in fresh])
    model = classifier.train(spam, [features.of(one.text, days=one.days) for one in _kept()])
    write_together(
        (
            """
            UNWIND $fresh AS id
            OPTIONAL MATCH (act:Withdrawal {id: id})
            OPTIONAL MATCH (pending:PendingPost {id: id})
            WITH coalesce(act, pending) AS thing
            SET thing.is_learnt = true
            """,
            """
            MERGE (model:SpamModel {key: 'model'})
            SET model.version = $version, model.texts = $texts, model.counts = $counts,
                model.weights = $weights, model.bound = $bound
            """,
        ),
        fresh=[one.id for one in fresh],
        version=new_id(),
        texts=spam.texts,
        counts=json.dumps({str(one): times for one, times in spam.of.items()}),
        weights=json.dumps({str(one): round(weight, 3) for one, weight in model.weights.items()}) if model else None,
        bound=model.bound if model else None,
    )


def _learnt() -> Counts:
    rows = read_as(
        _Learnt,
        """
        MATCH (model:SpamModel {key: 'model'})
        RETURN model.texts AS texts, model.counts AS counts
        """,
    )
    if not rows:
        return Counts(texts=0, of={})
    counts: dict[str, int] = json.loads(rows[0].counts)
    return Counts(texts=rows[0].texts, of={int(one): times for one, times in counts.items()})


def _together(learnt: Counts, fresh: Sequence[Mapping[int, str]]) -> Counts:
    new = classifier.count(fresh)
    return Counts(texts=learnt.texts + new.texts, of=Counter(learnt.of) + Counter(new.of))


def _withdrawn() -> tuple[_Text, ...]:
    """Return what coaches withdrew as spam. Of what bears no name, the age of the account isn't read."""
    return read_as(
        _Text,
        """
        MATCH (act:Withdrawal)-[:KEEPS_COPY]->(copy:Withdrawn)
        WHERE act.is_audited AND NOT coalesce(act.is_hidden, false) AND act.is_learnt IS NULL
          AND act.at_key < $before AND copy.id = act.of AND copy.was <> 'Revision'
          AND EXISTS { MATCH (report:Report {about: act.of}) WHERE report.reason = 'spam' AND report.state = 'upheld' }
        OPTIONAL MATCH (:Takedown {id: act.id})-[taken:TAKEN_FROM]->(author:Person)
        WITH act, copy, CASE WHEN NOT coalesce(taken.is_private, false) THEN author END AS author
        RETURN act.id AS id, coalesce(copy.title, '') + ' ' + coalesce(copy.url, '') + ' ' + coalesce(copy.body, '')
                   AS text,
               max(toInteger((act.at_key / 1000 - author.joined_at.epochMillis) / 86400000)) AS days
        LIMIT $limit
        """,
        before=clock.key(clock.now() - AFTER_WITHDRAWAL),
        limit=AT_ONCE,
    )


def _sent_back() -> tuple[_Text, ...]:
    """Return what waited because it looks like spam, and a coach declined."""
    return read_as(
        _Text,
        """
        MATCH (pending:PendingPost)
        WHERE pending.state = 'not_published' AND pending.why = 'spam' AND pending.is_learnt IS NULL
          AND pending.draft IS NOT NULL
        RETURN pending.id AS id, pending.title + ' ' + pending.excerpt AS text, pending.spam_days AS days
        LIMIT $limit
        """,
        limit=AT_ONCE,
    )


def _kept() -> tuple[_Text, ...]:
    """Return the latest posts and their answers that have been there for a week, or that a coach published."""
    return read_as(
        _Text,
        """
        MATCH (post:Post)
        WHERE post.posted_key > 0 AND post.retired_at IS NULL
        WITH post
        ORDER BY post.posted_key DESC
        LIMIT $limit
        WITH post
        WHERE post.posted_key < $before OR EXISTS { MATCH (waited:PendingPost {id: post.id}) WHERE waited.why = 'spam' }
        UNWIND [{id: post.id, text: coalesce(post.title, '') + ' ' + coalesce(post.url, '') + ' ' +
                     coalesce(post.body, ''),
                 days: CASE WHEN NOT coalesce(post.is_anonymous, false) THEN toInteger((post.posted_key / 1000
                     - [(post)<-[:ASKED|POSTED]-(author:Person) | author.joined_at.epochMillis][0]) / 86400000) END}]
             + [(post)<-[:ANSWERS]-(answer:Answer) | {id: answer.id, text: answer.body, days: null}] AS one
        RETURN one.id AS id, coalesce(one.text, '') AS text, one.days AS days
        """,
        before=clock.key(clock.now() - AFTER_PUBLISHING),
        limit=LATEST,
    )
