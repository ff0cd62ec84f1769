"""Words that must not circulate, in texts that are published."""
