"""Checks of one unit: a file for each, named ``<id>_<slug>.py``."""
