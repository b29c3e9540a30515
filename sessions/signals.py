"""What higher rooms may hear of places. Every signal is sent inside the transaction of its cause.

A receiver that raises undoes the cause, so it should only do what must be true together with it.
"""

from django.dispatch import Signal

# sender=Place, place: Place. A person now has a seat: taken at once, or freed for them in the queue.
place_confirmed = Signal()

# sender=Place, place: Place. A place was given up or taken away; it may have been only a wait.
place_cancelled = Signal()

# sender=Place, place: Place. Asked while a confirmation is written. A receiver answers with a
# ``list[Paper]`` to be attached to it: attendance adds the pass.
confirmation_papers = Signal()

# sender=Place, place: Place. Asked for the address that opens the person's pass without a sign-in.
# A receiver answers with a ``str``: attendance knows it.
pass_address_asked = Signal()

# sender=Place, place: Place. Asked for what the person of the place was at, before a session is made up. A
# receiver answers with a ``set[int]`` of ids of sessions: attendance knows them.
attended_asked = Signal()

# sender=Session, session: Session. Asked whose hours a session takes besides its trainers and those who come
# to it. A receiver answers with a ``list[Person]``: attendance knows the substitutes.
stand_ins_asked = Signal()

# sender=Session, session: Session. One session of a run was called off; the others stay. Attendance
# concludes the run when it was the last one still open.
session_cancelled = Signal()

# sender=Session, sessions: list[Session]. Asked before sessions of a series are changed or called off. A
# receiver answers with a ``set[int]`` of the ids of those it keeps records for: attendance knows the scans.
sessions_on_record = Signal()

# sender=Session, session: Session. A session consists of other units than before, or has other hours.
# Attendance counts anew what was noted at its door.
units_changed = Signal()
