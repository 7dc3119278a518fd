"""Accounts: signing in, the three administrators, assignments, and who sees what."""
