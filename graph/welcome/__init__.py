"""The first hour of someone who has just joined."""
