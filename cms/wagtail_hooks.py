from wagtail import hooks

from cms.duties.start_page import remark
from cms.editing.hooks import stand_in_the_way
from cms.editors_start import greet_editors
from cms.leaflets.hooks import hang_leaflets
from cms.search.hooks import hang_the_search
from cms.translations.hooks import hang_the_board

hooks.register("construct_homepage_panels", greet_editors)
hooks.register("construct_homepage_panels", remark)
hang_the_board()
hang_leaflets()
hang_the_search()
stand_in_the_way()
