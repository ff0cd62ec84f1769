"""Schema, migrations, health, and the embedded engine."""
