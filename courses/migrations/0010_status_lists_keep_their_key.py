import django.db.models.deletion
from django.db import migrations, models


def keep_keys(apps, schema_editor):
    """A list is signed by the key of its badges: where there were several, by the latest that counts."""
    latest = apps.get_model("courses", "SigningKey").objects.order_by("-valid_from").first()
    for one in apps.get_model("courses", "StatusList").objects.all():
        badge = one.badges.filter(key__compromised_at=None).order_by("-pk").first()
        one.key_id = badge.key_id if badge else latest.pk
        one.save(update_fields=["key"])
    # PostgreSQL changes no table while keys of its rows are still to be looked at.
    schema_editor.connection.check_constraints()


class Migration(migrations.Migration):
    dependencies = [("courses", "0009_certificates_name_their_organiser")]

    operations = [
        migrations.AddField(
            model_name="statuslist",
            name="key",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="status_lists",
                to="courses.signingkey",
                verbose_name="signed with",
            ),
        ),
        migrations.RunPython(keep_keys, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="statuslist",
            name="key",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="status_lists",
                to="courses.signingkey",
                verbose_name="signed with",
            ),
        ),
    ]
