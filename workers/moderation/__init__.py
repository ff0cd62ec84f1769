"""The audit log: sealing its entries."""
