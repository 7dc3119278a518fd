"""Word files written into: the author's own package, of which only what has to change is changed."""
