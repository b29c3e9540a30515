"""A small store of statements: as much of xAPI as cmi5 asks of the house that launches a course.

xAPI 1.0.3, https://github.com/adlnet/xAPI-Spec, and cmi5, https://github.com/AICC/CMI-5_Spec_Current.
Everything in it belongs to one registration; nobody else's can be asked for.
"""
