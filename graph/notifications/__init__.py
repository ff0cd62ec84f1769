"""Telling people what concerns them: in the inbox, by mail at once, or in the digest."""
