"""How the server is set up: environment, secrets, settings, addresses."""
