"""Choosing experts for a question, and measuring how well they were chosen."""
