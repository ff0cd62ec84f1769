"""The states of a question, and what moves it from one to another: the only place that sorts questions into lists.

A question is waiting (nobody has answered), answered, solved (an answer is accepted), closed (asked before) or retired:

    asked    --> waiting    ask
    asked    --> answered   ask, with the asker's own answer
    waiting  --> answered   answer; convert a comment to an answer
    answered --> waiting    convert the last answer to a comment
    answered --> solved     accept an answer
    solved   --> answered   take the acceptance back
    any      --> closed     close as a duplicate
    closed   --> waiting, answered or solved, as before    reopen
    any      --> retired    retire
    retired  --> waiting, answered, solved or closed, as before    bring back

The state follows from four properties: how many `answers` there are, `is_accepted`, `closed_at`, and `asked_key`, which
a retired question doesn't have. Lists are walked along keys of their own, so a statement that changes one of the four
goes on with `SET {{question is listed by its state}}`.

Beside its state a question may be waiting to be matched: it has an `unmatched_key` until people who could answer were
looked for. The key comes back when someone declines, stays silent or leaves, when the ring grows, and when the question
gets other skills or is waiting again. Only waiting questions are matched.
"""

from typing import LiteralString

# Rules as in graph/clauses.py: `it` stands for the variable that a statement names.
RULES: dict[str, LiteralString] = {
    # To be set: in the list of open questions until it is solved, and of unanswered ones until somebody answers.
    "listed by its state": """
        it.open_key = CASE WHEN it.is_accepted OR it.closed_at IS NOT NULL THEN null ELSE it.asked_key END,
        it.unanswered_key = CASE WHEN it.answers > 0 OR it.closed_at IS NOT NULL THEN null ELSE it.asked_key END""",
    # A condition: open, and nobody has answered.
    "still waiting": "(it.open_key IS NOT NULL AND it.unanswered_key IS NOT NULL)",
    # To be set: for a new question; for one that needs more people from `$key` on, if it waits; and when it has them.
    "to be matched": "it.unmatched_key = it.asked_key",
    "to be matched again": "it.unmatched_key = CASE WHEN it.open_key IS NOT NULL AND it.unanswered_key IS NOT NULL"
    " THEN $key ELSE it.unmatched_key END",
    "no longer to be matched": "it.unmatched_key = null",
}
