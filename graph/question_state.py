"""The states of a question and what changes them. Only this module sorts questions into lists.

A question is waiting (nobody has answered), answered, solved (an answer is accepted), closed (asked before) or retired:

    asked    --> waiting    ask
    asked    --> answered   ask, with the asker's own answer
    waiting  --> answered   answer; convert a comment to an answer
    answered --> waiting    convert the last answer to a comment; withdraw it
    answered --> solved     accept an answer
    solved   --> answered   take the acceptance back
    any      --> closed     close as a duplicate
    closed   --> waiting, answered or solved, as before    reopen
    any      --> retired    retire
    retired  --> waiting, answered, solved or closed, as before    bring back

The state follows from four properties: how many `answers` there are, `is_accepted`, `closed_at`, and `asked_key`, which
a retired question doesn't have. Each list has its own key, so a statement that changes one of the four properties
continues with `SET {{question is listed by its state}}`.

Independently of its state, a question may be waiting to be matched: it has an `unmatched_key` until we have looked for
people who could answer. The key comes back when someone declines, stays silent or leaves, when the ring grows, and
when the question gets other skills or is waiting again. Only waiting questions are matched, and those of which we are
unsure (`is_unsure`): someone who learned the skill recently gave the only answer, and it isn't accepted after a day.
"""

from typing import LiteralString

# Rules as in graph/clauses.py: `it` is replaced by the variable that a statement names.
RULES: dict[str, LiteralString] = {
    # To set: in the list of open questions until it is solved, in the list of unanswered ones until someone answers.
    "listed by its state": """
        it.open_key = CASE WHEN it.is_accepted OR it.closed_at IS NOT NULL THEN null ELSE it.asked_key END,
        it.unanswered_key = CASE WHEN it.answers > 0 OR it.closed_at IS NOT NULL THEN null ELSE it.asked_key END""",
    # A condition: neither in an archived community (graph/communities/archives.py) nor locked (graph/editing/locks.py).
    "not shut": "(it.is_archived IS NULL AND it.locked_at IS NULL)",
    # A condition: open, and nobody has answered, or only someone who is unsure: graph/asking/learners.py.
    # Where nobody can answer, no question waits.
    "still waiting": """(it.open_key IS NOT NULL AND {{it is not shut}}
        AND (it.unanswered_key IS NOT NULL OR coalesce(it.is_unsure, false)))""",
    # To set: for a new question, for a waiting one that needs more people from `$key` on, and for one that has them.
    "to be matched": "it.unmatched_key = it.asked_key",
    "to be matched again": "it.unmatched_key = CASE WHEN {{it is still waiting}} THEN $key ELSE it.unmatched_key END",
    "no longer to be matched": "it.unmatched_key = null",
}
