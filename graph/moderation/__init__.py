"""The audit log and unmasking."""
