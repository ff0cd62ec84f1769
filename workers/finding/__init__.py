"""Search: keeping the index and its vectors up to date, and looking for new results of saved searches."""
