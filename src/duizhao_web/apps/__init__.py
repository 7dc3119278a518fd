"""The rooms of the server, bottom up: kernel, units, accounts."""
