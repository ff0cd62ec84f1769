"""Setting up a site: its name and logo, and what is still to do before people come."""
