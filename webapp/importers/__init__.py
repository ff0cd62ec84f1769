"""What other sites know, brought into the graph."""
