from wagtail import hooks

from lms.people.viewsets import PeopleGroup


@hooks.register("register_admin_viewset")
def people() -> PeopleGroup:
    return PeopleGroup()
