"""Imports content from other sites into the graph."""
