"""Secrets and personal data in texts: what is found before and after people publish them."""
