from django.db import migrations


def copy_from_run(apps, schema_editor):
    """Series planned before they had a room and people of their own go on as their runs had them."""
    Timetable = apps.get_model("training_sessions", "Timetable")
    Trainer = Timetable.trainers.through
    for timetable in Timetable.objects.select_related("run"):
        timetable.room_id = timetable.run.room_id
        timetable.save(update_fields=["room"])
        Trainer.objects.bulk_create(
            Trainer(timetable_id=timetable.pk, person_id=trainer)
            for trainer in timetable.run.trainers.values_list("pk", flat=True)
        )


class Migration(migrations.Migration):
    dependencies = [("training_sessions", "0005_timetable_where_and_with_whom")]

    operations = [migrations.RunPython(copy_from_run, migrations.RunPython.noop)]
