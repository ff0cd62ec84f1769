"""Warnings and silences: the page where people read their own, and the one where coaches decide about a person."""

BLUEPRINTS = ("conduct", "moderation")
