"""Circles: up to eight people who learn a skill together, led by someone who teaches it or among themselves."""
