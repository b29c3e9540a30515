"""The settings as the type checker reads them.

Without modeltranslation, which makes managers and fields at run time that no checker can follow.
"""

from lms.settings.base import INSTALLED_APPS as ALL_APPS
from lms.settings.test import *  # noqa: F403

INSTALLED_APPS = [name for name in ALL_APPS if name != "modeltranslation"]
