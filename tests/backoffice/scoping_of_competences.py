"""Rows and records of competences, roles and teams for ``test_scoping``: the house's own, read by many.

Only who took up which role, and in which team, belongs to one organisation; evidence is shown to
administrators alone.
"""

from lms.people.models import Role
from lms.people.roles import grant
from tests.factories.people import PersonFactory
from tests.permissions.team import in_team_of

YES, GONE, NO = "yes", "404", "no"
READ = (YES, YES, YES, NO, YES)
OF_COORDINATORS = (YES, YES, YES, NO, NO)
ADMINISTERED = (NO, NO, YES, NO, NO)
TAKEN_AWAY = (GONE, GONE, YES, GONE, GONE)
OWN = (YES, GONE, YES, NO, NO)

KEPT = ("framework", "level", "competence", "roleprofile", "requiredcompetence", "coursegives")
INDUCTIONS = ("inductionplan", "inductionstep")
OWNED = ("teams", "duty")

ROWS = [
    *(
        row
        for kind in (*KEPT, *INDUCTIONS)
        for row in (
            (f"{kind}:add", "get", "", ADMINISTERED),
            (f"{kind}:edit", "get", kind, ADMINISTERED),
            (f"{kind}:delete", "get", kind, TAKEN_AWAY),
        )
    ),
    ("framework:bring", "get", "", ADMINISTERED),
    ("framework:take", "post", "", ADMINISTERED),
    *(
        row
        for kind in OWNED
        for row in ((f"{kind}:add", "get", "", OF_COORDINATORS), (f"{kind}:edit", "get", kind, OWN))
    ),
    ("evidence:inspect", "get", "evidence", TAKEN_AWAY),
]
LISTS = [
    *((kind, kind, READ) for kind in KEPT),
    *((kind, kind, OF_COORDINATORS) for kind in INDUCTIONS),
    *((kind, kind, OWN) for kind in OWNED),
    ("evidence", "evidence", ADMINISTERED),
]


def records_of_competences(organisation):
    manager = PersonFactory(with_sign_in=True)
    grant(Role.MANAGER, to=manager, at=organisation)
    team = in_team_of(manager, PersonFactory(), organisation=organisation)
    found = {
        "framework": team.competence.framework,
        "level": team.level,
        "competence": team.competence,
        "roleprofile": team.rule.profile,
        "requiredcompetence": team.rule,
        "coursegives": team.gives,
        "inductionplan": team.induction,
        "inductionstep": team.step,
        "teams": team.team,
        "duty": team.duty,
        "evidence": team.evidence,
    }
    return {name: [record.pk] for name, record in found.items()}
