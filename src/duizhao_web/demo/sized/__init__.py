"""A city or a province of a given size, built in bulk for measuring: what ``duizhao demo --size`` loads.

Rows are made many at once instead of one by one through the services; each still has its event in the log, so
that ``duizhao doctor`` and ``duizhao audit verify`` find nothing.
"""
