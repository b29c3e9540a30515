from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    name = "cms"
    label = "cms"
    verbose_name = _("Public site")

    def ready(self) -> None:
        from django.db.models.signals import post_delete, post_migrate, post_save
        from wagtail.models import get_page_models
        from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

        from cms import editors
        from cms.editing.notices import replace_wagtails_mails
        from cms.models import Captions, HeaderMark, HomePage, HouseFacts, MenuLink, PublicPage, Video
        from cms.remembering import forget_pages
        from cms.translations.kinds import put_on_the_board
        from lms.people.models import InformationClause

        for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
            signal.connect(forget_pages, dispatch_uid="cms.forget_pages")
        pages = [page for page in get_page_models() if issubclass(page, PublicPage)]
        shown = (HouseFacts, MenuLink, HeaderMark, InformationClause, Video, Captions)
        for model in (*shown, *pages):
            post_save.connect(forget_pages, sender=model, dispatch_uid=f"cms.saved.{model.__name__}")
            post_delete.connect(forget_pages, sender=model, dispatch_uid=f"cms.deleted.{model.__name__}")
        replace_wagtails_mails()
        post_migrate.connect(editors.after_migrating, dispatch_uid="cms.editors")
        post_save.connect(editors.after_new_home, sender=HomePage, dispatch_uid="cms.new_home")
        put_on_the_board()
