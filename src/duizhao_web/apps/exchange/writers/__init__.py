"""In which form: one file a writer, each ending in one value ``writer``."""
