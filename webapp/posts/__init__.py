"""Questions, tips, links and their answers, comments and votes."""

BLUEPRINTS = (
    "people_mentions",
    "answers",
    "bookmarklet",
    "comments",
    "links",
    "by_id",
    "questions",
    "similar",
    "tips",
    "votes",
)
