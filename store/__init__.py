"""What is too large for the graph: files, pictures and videos, each named by its hash."""
