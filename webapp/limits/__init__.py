"""How often people may do things: signing in, and everything else."""
