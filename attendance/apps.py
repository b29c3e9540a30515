from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class AttendanceConfig(AppConfig):
    name = "attendance"
    label = "attendance"
    verbose_name = _("Attendance")

    def ready(self) -> None:
        from attendance import permissions, receivers
        from attendance.door import append_only
        from attendance.records import matching
        from sessions import signals

        permissions.register()
        pre_migrate.connect(append_only.drop_triggers, sender=self, dispatch_uid="attendance.drop_triggers")
        post_migrate.connect(append_only.set_triggers, sender=self, dispatch_uid="attendance.append_only")
        signals.place_confirmed.connect(receivers.issue_pass, dispatch_uid="attendance.issue_pass")
        signals.place_confirmed.connect(matching.count_for_place, dispatch_uid="attendance.count_for_place")
        signals.confirmation_papers.connect(receivers.pass_papers, dispatch_uid="attendance.pass_papers")
        signals.pass_address_asked.connect(receivers.answer_address, dispatch_uid="attendance.answer_address")
        signals.session_cancelled.connect(
            receivers.conclude_after_the_last, dispatch_uid="attendance.conclude_after_the_last"
        )
        signals.attended_asked.connect(receivers.answer_attended, dispatch_uid="attendance.answer_attended")
        signals.stand_ins_asked.connect(
            receivers.answer_stand_ins, dispatch_uid="attendance.answer_stand_ins"
        )
        signals.units_changed.connect(receivers.count_units_anew, dispatch_uid="attendance.count_units_anew")
        signals.sessions_on_record.connect(
            receivers.answer_on_record, dispatch_uid="attendance.answer_on_record"
        )
