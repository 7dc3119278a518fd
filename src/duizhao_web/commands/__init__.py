"""The commands of the server, as entry points of ``duizhao.commands``; Django is imported when one runs."""
