import attendance.models.door_secret
import attendance.models.gate_pass
import attendance.models.sheet
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.db import migrations, models

from lms.web.migrations import CreateModels


class Migration(migrations.Migration):

    replaces = [('attendance', '0001_initial'), ('attendance', '0002_door'), ('attendance', '0003_who_was_there')]

    initial = True

    dependencies = [
        ('people', '0005_when_and_where'),
        ('training_sessions', '0002_units'),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name='DoorSecret',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('secret', models.CharField(default=attendance.models.door_secret.new_secret, editable=False, max_length=64)),
                        ('session', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='door_secret', to='training_sessions.session', verbose_name='session')),
                    ],
                    options={
                        'verbose_name': 'secret of a room code',
                        'verbose_name_plural': 'secrets of room codes',
                        'ordering': ('pk',),
                    },
                ),
                migrations.CreateModel(
                    name='Sheet',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('purpose', models.CharField(choices=[('to_sign', 'to be signed'), ('record', 'record, frozen at closing')], max_length=8, verbose_name='what for')),
                        ('statement', models.JSONField(verbose_name='what it states')),
                        ('pdf', models.FileField(blank=True, storage=attendance.models.sheet.private_storage, upload_to='sheets/%Y/', verbose_name='PDF')),
                        ('sha256', models.CharField(blank=True, max_length=64, verbose_name='SHA-256 of the PDF')),
                        ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='made')),
                        ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='by')),
                        ('run', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sheets', to='training_sessions.run', verbose_name='run')),
                        ('session', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sheets', to='training_sessions.session', verbose_name='session')),
                    ],
                    options={
                        'verbose_name': 'sheet',
                        'verbose_name_plural': 'sheets',
                        'ordering': ('-made_at', '-pk'),
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('run__isnull', False), ('session', None)), models.Q(('run', None), ('session__isnull', False)), _connector='OR'), name='sheet_of_a_session_or_a_run')],
                    },
                ),
                migrations.CreateModel(
                    name='WalkIn',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=200, verbose_name='name')),
                        ('contact', models.CharField(blank=True, max_length=254, verbose_name='phone or e-mail')),
                        ('birth_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='year of birth')),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='written down')),
                        ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='walk_ins_noted', to='people.person', verbose_name='by')),
                        ('matched_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='walk_ins_matched', to='people.person', verbose_name='known as')),
                        ('person', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='walk_in', to='people.person', verbose_name='as written down')),
                        ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='walk_ins', to='training_sessions.session', verbose_name='session')),
                    ],
                    options={
                        'verbose_name': 'walk-in',
                        'verbose_name_plural': 'walk-ins',
                        'ordering': ('-created_at', '-pk'),
                        'constraints': [models.CheckConstraint(condition=models.Q(('matched_to', None), models.Q(('matched_to', models.F('person')), _negated=True), _connector='OR'), name='walk_in_matched_to_another')],
                    },
                ),
                migrations.CreateModel(
                    name='Apology',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('excuse', models.CharField(choices=[('health', 'health'), ('family', 'a child or the family'), ('work', 'work or school'), ('authority', 'court, office, hospital appointment'), ('travel', 'the way here'), ('other', 'another reason')], max_length=10, verbose_name='why')),
                        ('status', models.CharField(choices=[('asked', 'asked'), ('accepted', 'accepted'), ('refused', 'refused'), ('withdrawn', 'withdrawn')], default='asked', max_length=10, verbose_name='status')),
                        ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='asked')),
                        ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided')),
                        ('answer', models.CharField(blank=True, max_length=300, verbose_name='answer')),
                        ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='by')),
                        ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='by')),
                        ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='apologies', to='training_sessions.place', verbose_name='place')),
                        ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='apologies', to='training_sessions.session', verbose_name='session')),
                    ],
                    options={
                        'verbose_name': 'apology',
                        'verbose_name_plural': 'apologies',
                        'ordering': ('-asked_at', '-pk'),
                        'constraints': [models.UniqueConstraint(condition=models.Q(('status__in', ('asked', 'accepted'))), fields=('place', 'session'), name='one_standing_apology'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('status', 'asked')), models.Q(models.Q(('status', 'asked'), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='apology_decided_with_time')],
                    },
                ),
                migrations.CreateModel(
                    name='Appeal',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('claim', models.CharField(choices=[('present', 'present'), ('late', 'late'), ('left_early', 'left early'), ('excused', 'excused'), ('absent', 'absent')], help_text='As the person says.', max_length=12, verbose_name='how it was')),
                        ('words', models.CharField(max_length=500, verbose_name='in their words')),
                        ('status', models.CharField(choices=[('open', 'open'), ('granted', 'granted'), ('refused', 'refused')], default='open', max_length=8, verbose_name='status')),
                        ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='made')),
                        ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided')),
                        ('answer', models.CharField(blank=True, max_length=500, verbose_name='answer')),
                        ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='by')),
                        ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='by')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appeals', to='people.person', verbose_name='person')),
                        ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appeals', to='training_sessions.session', verbose_name='session')),
                    ],
                    options={
                        'verbose_name': 'appeal',
                        'verbose_name_plural': 'appeals',
                        'ordering': ('-made_at', '-pk'),
                        'constraints': [models.UniqueConstraint(condition=models.Q(('status', 'open')), fields=('session', 'person'), name='one_open_appeal'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('status', 'open')), models.Q(models.Q(('status', 'open'), _negated=True), ('decided_at__isnull', False), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='appeal_decided_with_an_answer')],
                    },
                ),
                migrations.CreateModel(
                    name='Attendance',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('status', models.CharField(choices=[('present', 'present'), ('late', 'late'), ('left_early', 'left early'), ('excused', 'excused'), ('absent', 'absent')], max_length=12, verbose_name='status')),
                        ('excuse', models.CharField(blank=True, choices=[('health', 'health'), ('family', 'a child or the family'), ('work', 'work or school'), ('authority', 'court, office, hospital appointment'), ('travel', 'the way here'), ('other', 'another reason')], max_length=10, verbose_name='why excused')),
                        ('method', models.CharField(blank=True, choices=[('camera', 'camera'), ('code', 'typed code'), ('list', 'list'), ('room', 'room code on a screen'), ('printed', 'printed room code'), ('paper', 'signed sheet'), ('apology', 'apology in advance'), ('closing', 'closing of the list'), ('correction', 'correction'), ('import', 'import')], max_length=10, verbose_name='how')),
                        ('minutes', models.PositiveSmallIntegerField(default=0, help_text='Of real time.', verbose_name='minutes')),
                        ('practice_minutes', models.PositiveSmallIntegerField(default=0, help_text='The rest is theory.', verbose_name='of them practice')),
                        ('units', models.PositiveSmallIntegerField(default=0, verbose_name='units attended')),
                        ('arrived_at', models.DateTimeField(blank=True, null=True, verbose_name='came')),
                        ('left_at', models.DateTimeField(blank=True, null=True, verbose_name='left')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='people.person', verbose_name='person')),
                        ('place', models.ForeignKey(blank=True, help_text='Empty for somebody who walked in and has no place in the run.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='training_sessions.place', verbose_name='place')),
                        ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='training_sessions.session', verbose_name='session')),
                    ],
                    options={
                        'verbose_name': 'attendance',
                        'verbose_name_plural': 'attendances',
                        'ordering': ('session', 'person'),
                        'constraints': [models.UniqueConstraint(fields=('session', 'person'), name='one_attendance_a_session'), models.CheckConstraint(condition=models.Q(('left_at', None), ('arrived_at', None), ('left_at__gte', models.F('arrived_at')), _connector='OR'), name='attendance_leaves_after_coming'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ('excused', 'absent')), _negated=True), ('minutes', 0), _connector='OR'), name='attendance_away_earns_nothing'), models.CheckConstraint(condition=models.Q(('practice_minutes__lte', models.F('minutes'))), name='attendance_practice_is_part_of_it'), models.CheckConstraint(condition=models.Q(('excuse', ''), ('status', 'excused'), _connector='OR'), name='attendance_excuse_of_the_excused')],
                    },
                ),
                migrations.CreateModel(
                    name='Contradiction',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('there_or_away', 'one says they were there, another that they were away'), ('after_closing', 'arrived after the list was handed in'), ('held_back', 'noted by somebody whose right had ended')], max_length=15, verbose_name='what')),
                        ('found_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='found')),
                        ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='settled')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contradictions', to='people.person', verbose_name='person')),
                        ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contradictions', to='training_sessions.session', verbose_name='session')),
                        ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='by')),
                    ],
                    options={
                        'verbose_name': 'contradiction',
                        'verbose_name_plural': 'contradictions',
                        'ordering': ('found_at', 'pk'),
                        'constraints': [models.UniqueConstraint(condition=models.Q(('settled_at', None)), fields=('session', 'person', 'kind'), name='one_open_contradiction_of_a_kind')],
                    },
                ),
                migrations.CreateModel(
                    name='Device',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(editable=False, max_length=64, unique=True, verbose_name='name')),
                        ('label', models.CharField(blank=True, help_text='Android, Chrome', max_length=80, verbose_name='what it is')),
                        ('first_seen_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='first seen')),
                        ('last_seen_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='last seen')),
                        ('skew_seconds', models.IntegerField(default=0, help_text='In seconds, as measured last; negative: behind.', verbose_name='clock is ahead by')),
                        ('sign_in_key', models.CharField(blank=True, editable=False, max_length=40)),
                        ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='locked')),
                        ('emptied_at', models.DateTimeField(blank=True, help_text='When it said that its lists are destroyed.', null=True, verbose_name='emptied')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='desk_devices', to='people.person', verbose_name='of')),
                        ('revoked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='by')),
                    ],
                    options={
                        'verbose_name': 'device',
                        'verbose_name_plural': 'devices',
                        'ordering': ('-last_seen_at', '-pk'),
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('revoked_at', None), ('revoked_by', None)), ('revoked_at__isnull', False), _connector='OR'), name='device_locked_with_time')],
                    },
                ),
                migrations.CreateModel(
                    name='GuardianConsent',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('is_on_paper', models.BooleanField(default=False, verbose_name='on paper')),
                        ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='recorded')),
                        ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='withdrawn')),
                        ('given_by', models.ForeignKey(blank=True, help_text='Empty when only the signed paper says who.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='consents_given', to='people.person', verbose_name='given by')),
                        ('place', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='guardian_consents', to='training_sessions.place', verbose_name='place')),
                        ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='recorded by')),
                    ],
                    options={
                        'verbose_name': 'consent of a guardian',
                        'verbose_name_plural': 'consents of guardians',
                        'ordering': ('-recorded_at', '-pk'),
                        'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('place',), name='one_standing_consent_a_place'), models.CheckConstraint(condition=models.Q(('is_on_paper', True), ('given_by__isnull', False), _connector='OR'), name='consent_is_somebodys')],
                    },
                ),
                migrations.CreateModel(
                    name='Handover',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                        ('reason', models.CharField(blank=True, max_length=200, verbose_name='reason')),
                        ('taken_back_at', models.DateTimeField(blank=True, null=True, verbose_name='taken back')),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='by')),
                        ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='handovers', to='training_sessions.session', verbose_name='session')),
                        ('substitute', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions_handed_over', to='people.person', verbose_name='substitute')),
                    ],
                    options={
                        'verbose_name': 'handover',
                        'verbose_name_plural': 'handovers',
                        'ordering': ('at', 'pk'),
                        'constraints': [models.UniqueConstraint(condition=models.Q(('taken_back_at', None)), fields=('session', 'substitute'), name='handed_over_once')],
                    },
                ),
                migrations.CreateModel(
                    name='KeptApart',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, help_text='All that a device is told of it.', unique=True)),
                        ('starts_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='from')),
                        ('ends_on', models.DateField(blank=True, null=True, verbose_name='until')),
                        ('noted_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='noted')),
                        ('noted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='noted by')),
                        ('one', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='kept_apart_as_one', to='people.person', verbose_name='one person')),
                        ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='kept_apart_as_other', to='people.person', verbose_name='the other')),
                    ],
                    options={
                        'verbose_name': 'people who must not meet',
                        'verbose_name_plural': 'people who must not meet',
                        'ordering': ('-noted_at', '-pk'),
                        'constraints': [models.CheckConstraint(condition=models.Q(('one', models.F('other')), _negated=True), name='kept_apart_from_another', violation_error_message='Choose two different people.'), models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='kept_apart_ends_after_start', violation_error_message='The last day comes before the first.')],
                    },
                ),
                migrations.CreateModel(
                    name='Pass',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('secret', models.CharField(default=attendance.models.gate_pass.new_secret, editable=False, max_length=32, unique=True, verbose_name='secret')),
                        ('issued_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='issued')),
                        ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='revoked')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='passes', to='people.person', verbose_name='person')),
                    ],
                    options={
                        'verbose_name': 'pass',
                        'verbose_name_plural': 'passes',
                        'ordering': ('-issued_at', '-pk'),
                        'constraints': [models.UniqueConstraint(condition=models.Q(('revoked_at', None)), fields=('person',), name='one_pass_a_person'), models.CheckConstraint(condition=models.Q(('revoked_at', None), ('revoked_at__gte', models.F('issued_at')), _connector='OR'), name='pass_revoked_after_issue')],
                    },
                ),
                migrations.CreateModel(
                    name='Reopening',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                        ('reason', models.CharField(max_length=200, verbose_name='reason')),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='by')),
                        ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reopenings', to='training_sessions.session', verbose_name='session')),
                    ],
                    options={
                        'verbose_name': 'reopening',
                        'verbose_name_plural': 'reopenings',
                        'ordering': ('at', 'pk'),
                        'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='reopening_has_a_reason')],
                    },
                ),
                migrations.CreateModel(
                    name='Scan',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('event_id', models.UUIDField(help_text='Made by the device; the same event is recorded once.', verbose_name='event')),
                        ('device', models.CharField(max_length=64, verbose_name='device')),
                        ('act', models.CharField(choices=[('enter', 'came'), ('leave', 'left'), ('excuse', 'excused'), ('absent', 'absent'), ('annul', 'undone')], max_length=10, verbose_name='what happened')),
                        ('method', models.CharField(choices=[('camera', 'camera'), ('code', 'typed code'), ('list', 'list'), ('room', 'room code on a screen'), ('printed', 'printed room code'), ('paper', 'signed sheet'), ('apology', 'apology in advance'), ('closing', 'closing of the list'), ('correction', 'correction'), ('import', 'import')], max_length=10, verbose_name='how')),
                        ('verdict', models.CharField(choices=[('welcome', 'Welcome'), ('already_in', 'Already in'), ('other_day', 'Not this meeting'), ('no_place', 'Not on the list'), ('waiting', 'On the waiting list'), ('cancelled_place', 'Place cancelled'), ('revoked_pass', 'Old pass'), ('unknown_pass', 'Not our pass'), ('too_early', 'Too early'), ('too_late', 'Too late'), ('cancelled_session', 'Meeting cancelled'), ('closed_session', 'List closed'), ('wrong_room', 'Another room'), ('guardian_missing', 'Who brings the child?'), ('consent_missing', 'Consent is missing'), ('call_coordinator', 'Please call the coordinator'), ('to_confirm', 'Waiting for a nod'), ('held_back', 'Kept for the coordinator'), ('noted', 'Noted')], max_length=20, verbose_name='verdict')),
                        ('annuls_event', models.UUIDField(blank=True, help_text='May arrive before the event it undoes.', null=True, verbose_name='undoes')),
                        ('sequence', models.PositiveBigIntegerField(default=0, help_text='Rises with every event of a device.', verbose_name='order on the device')),
                        ('happened_at', models.DateTimeField(help_text='By a right clock.', verbose_name='when')),
                        ('device_at', models.DateTimeField(blank=True, help_text='As the device had it, right or wrong.', null=True, verbose_name='time on the device')),
                        ('stated_at', models.DateTimeField(blank=True, help_text='When it was so, if somebody says it was not just now.', null=True, verbose_name='time stated')),
                        ('received_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='received')),
                        ('excuse', models.CharField(blank=True, choices=[('health', 'health'), ('family', 'a child or the family'), ('work', 'work or school'), ('authority', 'court, office, hospital appointment'), ('travel', 'the way here'), ('other', 'another reason')], max_length=10, verbose_name='why excused')),
                        ('reason', models.CharField(blank=True, max_length=200, verbose_name='reason')),
                        ('guardian', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children_handed_over', to='people.person', verbose_name='brought or fetched by')),
                        ('noted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scans_noted', to='people.person', verbose_name='noted by')),
                        ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='scans', to='people.person', verbose_name='person')),
                        ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scans', to='training_sessions.session', verbose_name='session')),
                    ],
                    options={
                        'verbose_name': 'scan',
                        'verbose_name_plural': 'scans',
                        'ordering': ('happened_at', 'pk'),
                        'indexes': [models.Index(fields=['session', 'person'], name='scan_of_person_at_session')],
                        'constraints': [models.UniqueConstraint(fields=('device', 'event_id'), name='scan_recorded_once'), models.CheckConstraint(condition=models.Q(models.Q(('act', 'annul'), ('annuls_event__isnull', False)), models.Q(models.Q(('act', 'annul'), _negated=True), ('annuls_event', None)), _connector='OR'), name='scan_undoes_an_event'), models.CheckConstraint(condition=models.Q(('person__isnull', False), ('verdict', 'unknown_pass'), ('act', 'annul'), _connector='OR'), name='scan_knows_its_person'), models.CheckConstraint(condition=models.Q(models.Q(('method', 'correction'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='scan_corrects_with_a_reason')],
                    },
                ),
                migrations.CreateModel(
                    name='SheetPicture',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('file', models.FileField(storage=attendance.models.sheet.private_storage, upload_to='sheet-pictures/%Y/', verbose_name='file')),
                        ('sha256', models.CharField(max_length=64, verbose_name='SHA-256 of the file')),
                        ('proposals', models.JSONField(default=list, help_text='Row by row: whose it is, whether it is ticked, how sure that is.', verbose_name='what it seems to say')),
                        ('status', models.CharField(choices=[('read', 'read, waiting for you'), ('not_read', 'could not be read'), ('confirmed', 'confirmed'), ('attached', 'kept with the session')], max_length=10, verbose_name='status')),
                        ('uploaded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='uploaded')),
                        ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='confirmed')),
                        ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='by')),
                        ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sheet_pictures', to='training_sessions.session', verbose_name='session')),
                        ('sheet', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='pictures', to='attendance.sheet', verbose_name='sheet')),
                        ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='by')),
                    ],
                    options={
                        'verbose_name': 'picture of a sheet',
                        'verbose_name_plural': 'pictures of sheets',
                        'ordering': ('-uploaded_at', '-pk'),
                        'constraints': [models.UniqueConstraint(fields=('session', 'sha256'), name='picture_of_sheet_once'), models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at__isnull', False), ('status', 'confirmed')), models.Q(models.Q(('status', 'confirmed'), _negated=True), ('confirmed_at', None)), _connector='OR'), name='picture_confirmed_with_time')],
                    },
                ),
                migrations.CreateModel(
                    name='WalkInMatch',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='by')),
                        ('person', models.ForeignKey(help_text='Empty: the match was taken back.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='known as')),
                        ('walk_in', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='matches', to='attendance.walkin')),
                    ],
                    options={
                        'verbose_name': 'match of a walk-in',
                        'verbose_name_plural': 'matches of walk-ins',
                        'ordering': ('at', 'pk'),
                    },
                ),
            ],
        ),
    ]
