"""Duizhao: from the papers people write to the rectification ledger they are held to."""
