"""Backup and restore: the sealed stream, what stands in it, each database's way in and out."""
