"""民主生活会: one meeting's life, from the notice to its close, with the dates by which each step is due."""
