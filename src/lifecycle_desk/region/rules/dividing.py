"""By what the figures of a region are divided."""

from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.terms import LabeledEnum


class By(LabeledEnum):
    """By what a figure of a region is divided."""

    DEALER = "dealer", N_("By dealer")
    MARKET = "market", N_("By market")
    BRAND = "brand", N_("By brand")
    MODEL = "model", N_("By model")
