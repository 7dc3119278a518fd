"""Slips of typing: a wrong, missing, doubled or swapped character."""
