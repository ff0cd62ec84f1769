"""Why something can be published although it looks like a secret or like personal data, in the words of its writer."""

from graph.driver import write

CHARACTERS = 500


def keep(on: str, reason: str) -> None:
    """Keep the reason for the coaches who look at what was found in this text. Who gave it isn't kept.

    A later reason replaces an earlier one.
    """
    write(
        """
        MERGE (found:SecretFinding {about: $on})
        SET found.reason = $reason
        """,
        on=on,
        reason=reason,
    )
