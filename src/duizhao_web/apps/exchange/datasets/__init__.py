"""What can be exported: one file a dataset, each ending in one value ``dataset``."""
