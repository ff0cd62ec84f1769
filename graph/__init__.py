"""What the company knows: the domain's types and every Cypher statement."""
