"""Specificity: facts behind the problems, and whether a problem says one thing."""
