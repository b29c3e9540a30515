import django.db.models.deletion
from django.db import migrations, models


def name_organisers(apps, schema_editor):
    """Its first letters alone told whose series a number stands in; its words do where those changed."""
    organisations = list(apps.get_model("people", "Organisation").objects.order_by("pk"))
    by_code = {one.code.upper(): one.pk for one in organisations}
    by_name = {
        name: one.pk
        for one in organisations
        for name in (one.name, one.name_pl, one.name_uk, one.name_en)
        if name
    }
    certificates = apps.get_model("courses", "Certificate").objects.select_related("enrolment__course")
    for one in certificates.order_by("pk").iterator(chunk_size=500):
        code = one.number.rsplit("-", 3)[0].upper()
        names = one.statement.get("organiser", {}).values()
        named = next((by_name[name] for name in names if name in by_name), None)
        one.organiser_id = by_code.get(code) or named or one.enrolment.course.organiser_id
        one.save(update_fields=["organiser"])
    for one in apps.get_model("courses", "StatusList").objects.select_related("organisation"):
        one.code = one.organisation.code.lower()
        one.save(update_fields=["code"])
    # PostgreSQL changes no table while keys of its rows are still to be looked at.
    schema_editor.connection.check_constraints()


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0005_when_and_where"),
        ("courses", "0008_packages_tried_out_and_closed"),
    ]

    operations = [
        migrations.AddField(
            model_name="certificate",
            name="organiser",
            field=models.ForeignKey(
                help_text="In whose series its number stands, whatever its code was then.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="certificates",
                to="people.organisation",
                verbose_name="organiser",
            ),
        ),
        migrations.AddField(
            model_name="certificate",
            name="restores",
            field=models.OneToOneField(
                blank=True,
                help_text="One that was withdrawn by mistake. It stays withdrawn.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="restored_by",
                to="courses.certificate",
                verbose_name="replaces",
            ),
        ),
        migrations.AddField(
            model_name="certificate",
            name="reason",
            field=models.CharField(
                blank=True,
                default="",
                help_text="Why it was issued anew. The holder is told.",
                max_length=300,
                verbose_name="reason",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="certificate",
            name="issued_by",
            field=models.ForeignKey(
                blank=True,
                help_text="Empty: by the house itself.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="people.person",
                verbose_name="made by",
            ),
        ),
        migrations.AddField(
            model_name="statuslist",
            name="code",
            field=models.SlugField(
                default="",
                help_text="The code by which the organisation signs.",
                max_length=20,
                verbose_name="code",
            ),
            preserve_default=False,
        ),
        migrations.RunPython(name_organisers, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="certificate",
            name="organiser",
            field=models.ForeignKey(
                help_text="In whose series its number stands, whatever its code was then.",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="certificates",
                to="people.organisation",
                verbose_name="organiser",
            ),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("restores", None),
                    models.Q(
                        models.Q(("reason", ""), _negated=True),
                        models.Q(("restores", models.F("id")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="certificate_given_again_has_a_reason",
            ),
        ),
    ]
