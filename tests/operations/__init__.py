"""How a site is started, kept running and stopped."""
