"""What acts and reasons are called in the report of a year."""

from graph.reviewing.yearly_facts import Act

ACTS: dict[Act, str] = {
    "withdrawn": "Texts withdrawn by a coach",
    "hidden": "Texts hidden until a coach looks",
    "redacted": "Passages taken out for good",
    "published": "Held posts that were published",
    "sent_back": "Held posts that were sent back",
    "warned": "Warnings",
    "silenced": "Silences",
    "reported": "Reports decided",
}

REASONS = {
    "": "No reason of a list",
    "secret": "A secret",
    "rude": "Rude or hurtful",
    "private": "Personal data",
    "spam": "Advertising or spam",
    "wrong": "Wrong or dangerous",
    "other": "Something else",
    "first_posts": "The first posts of a member",
    "all_posts": "All posts wait here",
    "anonymous": "Without a name",
    "word": "A word on the list",
}
