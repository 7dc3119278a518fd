"""Which cause explains and which measure answers each problem, and which problems come back in a year."""

from duizhao.linking.counterparts import Counterparts, counterparts
from duizhao.linking.linker import link
from duizhao.linking.meaning import Meaning, load_meaning
from duizhao.linking.recurrence import recur

__all__ = ["Counterparts", "Meaning", "counterparts", "link", "load_meaning", "recur"]
