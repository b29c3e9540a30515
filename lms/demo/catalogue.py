"""The facts of the courses. What is told of them in three languages lies in ``content/courses``."""

from __future__ import annotations

from typing import Any

from courses.models import Audience, Course

GROUP, INDIVIDUAL, ONLINE = Course.Form.GROUP, Course.Form.INDIVIDUAL, Course.Form.ONLINE
SELF_PACED = Course.Form.SELF_PACED

FACTS: dict[str, dict[str, Any]] = {
    "KAND": {
        "audience": Audience.CANDIDATES,
        "theory_hours": 50,
        "practice_hours": 10,
        "candidate_stage": "training",
    },
    "KAND-N": {"audience": Audience.CANDIDATES, "theory_hours": 20},
    "OPIEK": {"audience": Audience.GUARDIANS, "theory_hours": 6, "minutes_in_hour": 60},
    "TRAUMA": {"audience": Audience.CARERS, "theory_hours": 12, "minutes_in_hour": 60},
    "RODZ": {"audience": Audience.PARENTS, "theory_hours": 20, "minutes_in_hour": 60},
    "KOMP-W": {"audience": Audience.PARENTS, "theory_hours": 40},
    "GRUPA": {"audience": Audience.FOSTER_CARERS, "gives_certificate": False},
    "POL-A0": {"audience": Audience.CARERS, "theory_hours": 60},
    "PSYCH": {"audience": Audience.EVERYONE, "form": INDIVIDUAL, "gives_certificate": False},
    "LOGO": {"audience": Audience.CHILDREN, "form": INDIVIDUAL, "gives_certificate": False},
    "TER-Z": {
        "audience": Audience.CHILDREN,
        "gives_certificate": False,
        "needs_consent": True,
        "is_handed_over": True,
    },
    "CZAS": {"audience": Audience.WOMEN, "theory_hours": 16, "minutes_in_hour": 60, "is_confidential": True},
    "PSEA": {
        "audience": Audience.STAFF,
        "form": ONLINE,
        "theory_hours": 3,
        "minutes_in_hour": 60,
        "is_protection_course": True,
        "valid_months": 12,
    },
    "PSEA-P": {
        "audience": Audience.STAFF,
        "form": SELF_PACED,
        "theory_hours": 1,
        "minutes_in_hour": 60,
        "is_protection_course": True,
        "valid_months": 12,
    },
    "PRZEM": {"audience": Audience.STAFF, "theory_hours": 16},
    "SEN": {"audience": Audience.CARERS, "form": SELF_PACED, "theory_hours": 1, "minutes_in_hour": 60},
    "WIECZ": {
        "audience": Audience.EVERYONE,
        "theory_hours": 2,
        "minutes_in_hour": 60,
        "gives_certificate": False,
        "candidate_stage": "evening",
    },
}

ACTIVITIES: dict[str, tuple[int, ...]] = {
    "KAND": (8, 3),
    "KAND-N": (8, 4),
    "OPIEK": (3, 1),
    "TRAUMA": (3, 2),
    "RODZ": (2,),
    "KOMP-W": (2,),
    "GRUPA": (3,),
    "POL-A0": (1, 4),
    "PSYCH": (4, 2),
    "LOGO": (4,),
    "TER-Z": (4,),
    "CZAS": (5,),
    "PSEA": (9,),
    "PSEA-P": (9,),
    "PRZEM": (9,),
    "SEN": (3, 2),
    "WIECZ": (8,),
}
"""Which of the centre's nine activities a course belongs to, by number."""
