"""What a unit has set for itself: duizhao.toml."""
