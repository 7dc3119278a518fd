"""Every write of reporting periods."""
