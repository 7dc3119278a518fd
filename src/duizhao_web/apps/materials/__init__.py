"""Papers: their versions, what was read from them, what reviewers decided, and the opinions they signed."""
