"""Template: dates, names and numbers left open, words of another unit left in."""
