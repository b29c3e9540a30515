from django.db import migrations

ROLES = (
    "participant",
    "trainer",
    "therapist",
    "coordinator",
    "assistant",
    "manager",
    "editor",
    "translator",
    "data_protection_officer",
    "administrator",
)
BACK_OFFICE = ("coordinator", "editor", "translator", "data_protection_officer", "administrator")


def make_groups(apps, schema_editor):
    """One group a role. Wagtail's own two are removed: their rights are given to our roles."""
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    groups = {name: Group.objects.get_or_create(name=name)[0] for name in ROLES}
    enter = Permission.objects.get(codename="access_admin", content_type__app_label="wagtailadmin")
    for name in BACK_OFFICE:
        groups[name].permissions.add(enter)
    Group.objects.filter(name__in=("Editors", "Moderators"), user=None).delete()


def remove_groups(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=ROLES).delete()


class Migration(migrations.Migration):
    """The roles of the house as groups. What each may do is kept in step after every migration."""

    dependencies = [
        ("people", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailcore", "0098_apitoken"),
        # These give the choosing of files to every group that may enter; ours are made after them.
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
    ]

    operations = [migrations.RunPython(make_groups, remove_groups)]
