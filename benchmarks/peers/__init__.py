"""Other checkers of Chinese text, installed by the benchmark itself."""
