"""What people look for and do not find, and what would be lost if someone left."""
