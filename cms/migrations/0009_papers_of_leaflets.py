from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("cms", "0007_translation_board"),
    ]

    operations = [
        migrations.AddField(
            model_name="leafletedition",
            name="papers",
            field=models.JSONField(default=dict, editable=False, verbose_name="pages and size of its papers"),
        ),
    ]
