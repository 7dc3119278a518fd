"""The item's page: what it shows, and what is done there."""
