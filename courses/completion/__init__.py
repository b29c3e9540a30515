"""How a course ends for a person: a rule that editors understand, its steps, and what follows from it."""

from courses.completion.concluding import conclude, is_met, review
from courses.completion.steps import Step, checklist

__all__ = ["Step", "checklist", "conclude", "is_met", "review"]
