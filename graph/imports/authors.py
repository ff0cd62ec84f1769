"""Making people who are already here the authors of imported posts."""

from collections.abc import Mapping

from graph.driver import write


def credit(emails: Mapping[str, str]) -> frozenset[str]:
    """Make the person with an email address the author of the post with a key. Twice changes nothing.

    Return the keys of the posts whose author is here.
    """
    rows = write(
        """
        UNWIND $rows AS row
        MATCH (post:Post {import_key: row.key})
        MATCH (person:Person {email: row.email})
        FOREACH (_ IN CASE post.kind WHEN 'question' THEN [1] ELSE [] END | MERGE (person)-[:ASKED]->(post))
        FOREACH (_ IN CASE post.kind WHEN 'question' THEN [] ELSE [1] END | MERGE (person)-[:POSTED]->(post))
        RETURN row.key AS key
        """,
        rows=[{"key": key, "email": email} for key, email in emails.items()],
    )
    return frozenset(row["key"] for row in rows)
