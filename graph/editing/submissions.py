"""Submissions: a form that was sent, so that sending it twice does once what it says."""

from datetime import timedelta

from graph import clock
from graph.driver import write

# A request that began this long ago and never ended has died, and what it did is not known: the next may try.
GIVEN_UP_AFTER = timedelta(seconds=30)
KEPT = timedelta(days=2)
FORGOTTEN_AT_ONCE = 500


def begin(key: str, *, claim: str) -> str | None:
    """Claim a submission. Returns `claim` for the first, where it led for those after it, `None` while it runs.

    `claim` is a word that no other request has; an address begins with `/`.
    """
    now = clock.now()
    rows = write(
        """
        MERGE (submission:Submission {key: $key})
        ON CREATE SET submission.claim = $claim, submission.begun_key = $now
        SET submission.claim = CASE WHEN submission.location IS NULL AND submission.begun_key < $given_up
                THEN $claim ELSE submission.claim END,
            submission.begun_key = CASE WHEN submission.location IS NULL AND submission.begun_key < $given_up
                THEN $now ELSE submission.begun_key END
        RETURN submission.claim AS claim, submission.location AS location
        """,
        key=key,
        claim=claim,
        now=clock.key(now),
        given_up=clock.key(now - GIVEN_UP_AFTER),
    )
    return rows[0]["location"] or (claim if rows[0]["claim"] == claim else None)


def finish(key: str, location: str) -> None:
    """Note where a submission led: anyone who sends it again goes there."""
    write("MATCH (submission:Submission {key: $key}) SET submission.location = $location", key=key, location=location)


def release(key: str, *, claim: str) -> None:
    """Forget a submission that did nothing, such as one with a field to mend: the same may be sent again."""
    write(
        "MATCH (submission:Submission {key: $key}) WHERE submission.claim = $claim DETACH DELETE submission",
        key=key,
        claim=claim,
    )


def forget_old() -> None:
    """Forget what was sent two days ago, some hundred at a time."""
    while True:
        rows = write(
            """
            MATCH (submission:Submission)
            WHERE submission.begun_key < $before
            WITH submission
            LIMIT $limit
            DETACH DELETE submission
            RETURN count(*) AS forgotten
            """,
            before=clock.key(clock.now() - KEPT),
            limit=FORGOTTEN_AT_ONCE,
        )
        if rows[0]["forgotten"] < FORGOTTEN_AT_ONCE:
            return
