"""Questions, tips, links and their answers, comments and votes."""

BLUEPRINTS = (
    "addressees",
    "answers",
    "bookmarklet",
    "comments",
    "links",
    "posts",
    "questions",
    "similar",
    "tips",
    "votes",
)
