"""Many people at once on a real server."""
