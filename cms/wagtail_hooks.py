from wagtail import hooks

from cms.editing.notices import replace_wagtails_mails
from cms.editors_start import greet_editors

hooks.register("construct_homepage_panels", greet_editors)
replace_wagtails_mails()
