"""Measures speed and quality. Each file answers one question. Figures are ratios or rates of one run on one machine."""
