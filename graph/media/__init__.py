"""Files and videos, with captions, chapters and speech."""
