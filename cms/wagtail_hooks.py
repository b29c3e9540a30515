from wagtail import hooks

from cms.duties.start_page import remark
from cms.editors_start import greet_editors
from cms.translations.hooks import hang_the_board

hooks.register("construct_homepage_panels", greet_editors)
hooks.register("construct_homepage_panels", remark)
hang_the_board()
