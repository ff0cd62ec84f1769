"""The first hour of someone who has just joined: three short steps, and what to read and whom to greet."""

BLUEPRINTS = ("welcome",)
