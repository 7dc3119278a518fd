"""Which cause explains and which measure answers each problem."""

from duizhao.linking.linker import link
from duizhao.linking.meaning import Meaning, load_meaning

__all__ = ["Meaning", "link", "load_meaning"]
