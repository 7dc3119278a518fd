"""What changes units, posts and people; each function is one write with its audit event."""
