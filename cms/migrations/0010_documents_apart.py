"""Documents leave the folder that a proxy gives out to everyone: whether they may be read is asked each time."""

from django.core.files.storage import default_storage
from django.db import migrations, models

import cms.models.files


def move(source, target):
    def moving(apps, schema_editor):
        for paper in apps.get_model("cms", "Paper").objects.exclude(file=""):
            name = paper.file.name
            if target().exists(name) or not source().exists(name):
                continue
            with source().open(name) as content:
                target().save(name, content)
            source().delete(name)

    return moving


def public():
    return default_storage


class Migration(migrations.Migration):
    dependencies = [("cms", "0009_papers_of_leaflets")]

    operations = [
        migrations.AlterField(
            model_name="paper",
            name="file",
            field=models.FileField(
                storage=cms.models.files.private_files, upload_to="documents", verbose_name="file"
            ),
        ),
        migrations.RunPython(
            move(public, cms.models.files.private_files), move(cms.models.files.private_files, public)
        ),
    ]
