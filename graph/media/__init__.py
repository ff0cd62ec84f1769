"""Files and videos: what is kept about them, captions, chapters and speech."""
