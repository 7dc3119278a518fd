"""What changes accounts and assignments; each function is one write with its audit event."""
