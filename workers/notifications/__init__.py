"""Telling people what concerns them, and mailing what can't wait."""
