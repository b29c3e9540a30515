"""What can stand in the way of a learning plan. Views turn each into words for the reader."""

from __future__ import annotations


class PlanError(Exception):
    """The plan cannot be changed like this."""


class PlanClosed(PlanError):
    """The plan was closed; it can only be read."""


class NotYourTurn(PlanError):
    """Whoever proposed something cannot agree to it for the other side."""


class NotPossibleNow(PlanError):
    """The item was settled, or taken up again, before."""


class NotForPlans(PlanError):
    """A confidential course stands in no plan: a plan is read at work."""


class NotTheirs(PlanError):
    """Only the two whose plan it is write in it, and each only their own part."""
