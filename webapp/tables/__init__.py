"""Reading tables that people bring along, whatever program has written them."""
