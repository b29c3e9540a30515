"""Hand Wagtail's own workflow, which nobody could approve, to our moderators; and publishing to them alone.

A migration runs once, so a workflow that an administrator renames or removes later stays so.
"""

from django.db import migrations

NAME = "Moderacja"
TASK = "Sprawdzenie przed publikacją"
WHO_APPROVES = ("moderator", "administrator")
WHO_WRITES = ("editor", "translator")
NO_LONGER = ("publish_page", "lock_page", "unlock_page")


def begin_moderation(apps, schema_editor):
    core = {
        name: apps.get_model("wagtailcore", name)
        for name in ("Page", "Workflow", "WorkflowPage", "WorkflowTask", "GroupApprovalTask")
    }
    Group = apps.get_model("auth", "Group")
    ContentType = apps.get_model("contenttypes", "ContentType")
    kind, _made = ContentType.objects.get_or_create(app_label="wagtailcore", model="groupapprovaltask")

    task = core["GroupApprovalTask"].objects.filter(groups=None).first()
    if task is None:
        task = core["GroupApprovalTask"].objects.create(name=TASK, content_type=kind, active=True)
    task.name = TASK
    task.save()
    task.groups.set([Group.objects.get_or_create(name=name)[0] for name in WHO_APPROVES])

    step = core["WorkflowTask"].objects.filter(task_id=task.pk).first()
    if step is None:
        workflow = core["Workflow"].objects.create(name=NAME, active=True)
        core["WorkflowTask"].objects.create(workflow=workflow, task_id=task.pk, sort_order=0)
    else:
        workflow = step.workflow
        workflow.name = NAME
        workflow.save()
    if root := core["Page"].objects.filter(depth=1).first():
        core["WorkflowPage"].objects.get_or_create(page=root, defaults={"workflow": workflow})


def leave_publishing_to_moderators(apps, schema_editor):
    rights = apps.get_model("wagtailcore", "GroupPagePermission").objects
    rights.filter(group__name__in=WHO_WRITES, permission__codename__in=NO_LONGER).delete()
    for group in apps.get_model("auth", "Group").objects.filter(name="editor"):
        of_the_house = group.permissions.filter(
            content_type__app_label="cms", codename="change_housefacts"
        )
        group.permissions.remove(*of_the_house)


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0002_public_house"),
        ("people", "0004_moderator"),
        ("wagtailcore", "0098_apitoken"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.RunPython(begin_moderation, migrations.RunPython.noop),
        migrations.RunPython(leave_publishing_to_moderators, migrations.RunPython.noop),
    ]
