"""A small city that does not exist, loaded through the services: what ``duizhao demo`` shows."""
