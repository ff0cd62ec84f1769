"""Warnings, silences and suspensions: where people read their own, and where coaches and admins decide about them."""

BLUEPRINTS = ("conduct", "moderation", "suspensions", "trust")
