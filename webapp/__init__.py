"""The pages. Only this package knows HTTP."""
