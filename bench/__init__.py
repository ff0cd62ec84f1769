"""Speed and quality, each file one question. Figures are ratios or rates of one run on one machine."""
