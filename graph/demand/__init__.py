"""What people look for and don't find, and what would be lost if someone left."""
