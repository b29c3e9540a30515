"""Completion in the back office: the rule of a course, who learns, and what was learnt elsewhere."""
