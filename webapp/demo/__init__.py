"""The demo's company, and adding it to a site."""
