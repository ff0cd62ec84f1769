"""Introductions: a colleague who has worked with two people who haven't met brings them together."""
