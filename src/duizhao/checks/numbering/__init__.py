"""Ordinals: skipped, repeated, mixed, alone."""
