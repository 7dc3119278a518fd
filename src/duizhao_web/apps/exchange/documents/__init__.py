"""Official documents made from what is on record: one file each, ending in one value ``document``."""
