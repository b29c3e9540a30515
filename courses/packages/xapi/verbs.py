"""The words of xAPI that cmi5 gives a meaning: verbs, categories, and what stands in a context."""

from __future__ import annotations

ADL = "http://adlnet.gov/expapi/verbs/"
W3ID = "https://w3id.org/xapi/adl/verbs/"
LAUNCHED = f"{ADL}launched"
INITIALIZED = f"{ADL}initialized"
COMPLETED = f"{ADL}completed"
PASSED = f"{ADL}passed"
FAILED = f"{ADL}failed"
TERMINATED = f"{ADL}terminated"
ABANDONED = f"{W3ID}abandoned"
WAIVED = f"{W3ID}waived"
SATISFIED = f"{W3ID}satisfied"
VOIDED = f"{ADL}voided"
DEFINED = {INITIALIZED, COMPLETED, PASSED, FAILED, TERMINATED}
OURS = {LAUNCHED, ABANDONED, WAIVED, SATISFIED}
"""Verbs that only the house may use."""
CONTEXT = "https://w3id.org/xapi/cmi5/context/"
CATEGORY = f"{CONTEXT}categories/cmi5"
MOVE_ON_CATEGORY = f"{CONTEXT}categories/moveon"
SESSION = f"{CONTEXT}extensions/sessionid"
MASTERY = f"{CONTEXT}extensions/masteryscore"
