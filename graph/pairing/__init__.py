"""Pairing: who could mentor someone for a goal, and why."""
