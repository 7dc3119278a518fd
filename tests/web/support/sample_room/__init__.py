"""A room of the tests, as small as one can be."""
