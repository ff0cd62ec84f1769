"""The schema and its migrations, health checks, and the engine that comes as a Python package."""
