"""Questions, tips, links and their answers, comments and votes."""
