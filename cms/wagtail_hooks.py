from wagtail import hooks

from cms.editors_start import greet_editors

hooks.register("construct_homepage_panels", greet_editors)
