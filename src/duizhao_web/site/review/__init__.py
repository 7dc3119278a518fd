"""The review page: the paper as its author wrote it, and beside it what was read, said and decided of it."""

from duizhao_web.site.review.asked import asked
from duizhao_web.site.review.opinion import draft
from duizhao_web.site.review.parts import parts
from duizhao_web.site.review.view import Overlapped, Returned, View

__all__ = ["Overlapped", "Returned", "View", "asked", "draft", "parts"]
