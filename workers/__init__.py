"""What happens after the response: indexing, matching, weighing. Every task may be repeated without harm."""
