"""Which cause explains and which measure answers each problem."""

from duizhao.linking.linker import link

__all__ = ["link"]
