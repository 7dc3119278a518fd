"""Arithmetic: sums, shares, dates and years that contradict one another."""
