"""Outputs, one file each: they render records, and neither parse papers nor read files."""
