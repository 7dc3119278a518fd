"""The ledger as a grid: its columns, what it is narrowed to, and what is changed in it."""
