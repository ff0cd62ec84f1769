"""Bytes that are too many for the graph: files, pictures and videos, each named by its hash."""
