"""Submissions: forms that were sent, recorded so that a form that is sent twice takes effect once."""

from datetime import timedelta

from graph import clock
from graph.driver import write

# A request that began this long ago and hasn't ended counts as dead. The next one may try again.
GIVEN_UP_AFTER = timedelta(seconds=30)
KEPT = timedelta(days=2)
FORGOTTEN_AT_ONCE = 500


def begin(key: str, *, claim: str) -> str | None:
    """Claim a submission. Return `claim` if this request may go ahead.

    Otherwise an earlier request has the claim. Return the address that it led to, or `None` while it is running.
    `claim` is a word that no other request has and that doesn't begin with `/`, as an address does.
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
    """Record the address that a submission led to. A request that sends it again is led there too."""
    write("MATCH (submission:Submission {key: $key}) SET submission.location = $location", key=key, location=location)


def release(key: str, *, claim: str) -> None:
    """Forget a submission that had no effect, such as one with an invalid field, so that it can be sent again."""
    write(
        "MATCH (submission:Submission {key: $key}) WHERE submission.claim = $claim DETACH DELETE submission",
        key=key,
        claim=claim,
    )


def forget_old() -> None:
    """Forget submissions that are more than two days old, 500 in each transaction."""
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
