"""Measures: which problem each answers, and whether anybody can verify it."""
