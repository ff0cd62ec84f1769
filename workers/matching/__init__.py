"""Choosing experts for a question, and measuring how good the choice was."""
