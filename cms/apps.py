from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    name = "cms"
    label = "cms"
    verbose_name = _("Public site")

    def ready(self) -> None:
        from django.db.models.signals import post_delete, post_migrate, post_save, pre_save
        from wagtail.contrib.search_promotions.models import SearchPromotion
        from wagtail.models import get_page_models
        from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move
        from wagtail_localize.models import SegmentOverride

        from cms import editors, permissions
        from cms.editing.notices import replace_wagtails_mails
        from cms.leaflets.editions import after_facts_change, after_publishing
        from cms.models import (
            Activity,
            Captions,
            Closure,
            Counter,
            HeaderMark,
            HomePage,
            HoursException,
            HouseFacts,
            LeafletPage,
            MenuLink,
            Office,
            PublicPage,
            Video,
            WeeklyHours,
        )
        from cms.remembering import forget_pages
        from cms.search.reindexing import follow_records
        from cms.translations.addresses import refuse_programs
        from cms.translations.kinds import put_on_the_board
        from cms.uploads.waiting import keep_them_private
        from lms.people.models import InformationClause

        for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
            signal.connect(forget_pages, dispatch_uid="cms.forget_pages")
        pages = [page for page in get_page_models() if issubclass(page, PublicPage)]
        shown = (HouseFacts, MenuLink, HeaderMark, InformationClause, Video, Captions, SearchPromotion)
        told_of = (Activity, Office, Counter, WeeklyHours, HoursException, Closure)
        for model in (*shown, *told_of, *pages):
            post_save.connect(forget_pages, sender=model, dispatch_uid=f"cms.saved.{model.__name__}")
            post_delete.connect(forget_pages, sender=model, dispatch_uid=f"cms.deleted.{model.__name__}")
        page_published.connect(after_publishing, sender=LeafletPage, dispatch_uid="cms.leaflet_published")
        for model in (HouseFacts, Office):
            post_save.connect(after_facts_change, sender=model, dispatch_uid=f"cms.printed.{model.__name__}")
        permissions.register()
        replace_wagtails_mails()
        keep_them_private()
        post_migrate.connect(editors.after_migrating, dispatch_uid="cms.editors")
        post_save.connect(editors.after_new_home, sender=HomePage, dispatch_uid="cms.new_home")
        pre_save.connect(refuse_programs, sender=SegmentOverride, dispatch_uid="cms.refuse_programs")
        put_on_the_board()
        follow_records()
