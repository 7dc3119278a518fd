"""The server: the loop as the work of many people, on top of the library ``duizhao``."""
