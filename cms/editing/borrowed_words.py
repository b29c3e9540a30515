"""Words of Wagtail and of its films that come without Polish or Ukrainian: named here, translated by us.

Django looks for a translation in our own catalogue first, whoever's template asks for it. Nothing reads
this module but the collector of messages. A string that its makers have translated since may go.
"""

from django.utils.translation import gettext_noop, ngettext_lazy

OF_THE_EDITOR = (
    gettext_noop("Saved"),
    gettext_noop("Checks"),
    gettext_noop("Toggle checks"),
    gettext_noop("Autosave is paused"),
    gettext_noop("Autosave is <span>paused</span>"),
    gettext_noop("A network error occurred"),
    gettext_noop("Go to the first error"),
    gettext_noop("View latest version"),
    gettext_noop("Currently idle"),
    gettext_noop("Saving will overwrite a newer version."),
    gettext_noop("The page could not be saved as it is locked."),
    gettext_noop("Locked by"),
    gettext_noop("Schedule to publish"),
    gettext_noop("Scheduling…"),
    gettext_noop("Once scheduled:"),
    gettext_noop("Expiry date/time must be in the future."),
    gettext_noop("Compare"),
    gettext_noop("Toggle minimap"),
    gettext_noop("Actions (footer)"),
    gettext_noop("Preview for %(block_label)s (%(block_type)s)"),
)

OF_LISTS_AND_DECISIONS = (
    gettext_noop("%(start_index)s-%(end_index)s of %(items_count)s %(model_name)s"),
    gettext_noop("%(start_index)s-%(end_index)s of %(items_count)s %(model_name)s across entire site."),
    gettext_noop(
        "%(start_index)s-%(end_index)s of %(items_count)s %(model_name)s in "
        "'<span class=\"w-title-ellipsis\">%(title)s</span>'."
    ),
    gettext_noop("Submit to %(workflow_name)s"),
    gettext_noop("Request changes"),
    gettext_noop("Anyone can edit this %(model_name)s"),
    gettext_noop("Anyone can edit this %(model_name)s – lock it to prevent others from editing"),
    gettext_noop(
        'This publishing schedule will only take effect after you select the "Schedule to publish" option'
    ),
    gettext_noop(
        "<p>Promoted search results are a means of recommending specific pages or external links that might "
        "not organically come high up in search results. E.g recommending your primary donation page to a "
        'user searching with the less common term "<em>giving</em>".</p>'
    ),
    gettext_noop(
        '<p>The "Search term(s)/phrase" field below must contain the full and exact search for which you '
        "wish to provide recommended results, <em>including</em> any misspellings/user error. To help, you "
        "can choose from search terms that have been popular with users of your site.</p>"
    ),
)
"""Some have a Polish of their own that no Pole would say."""

OF_FILMS = (
    gettext_noop("media"),
    gettext_noop("Media"),
    gettext_noop("duration"),
    gettext_noop("Duration in seconds"),
    gettext_noop("thumbnail"),
    gettext_noop("Audio file"),
    gettext_noop("Video file"),
    gettext_noop("Add audio"),
    gettext_noop("Add video"),
    gettext_noop("Add audio or video"),
    gettext_noop("Upload Audio"),
    gettext_noop("Upload Video"),
    gettext_noop("Uploaded"),
    gettext_noop("Latest media"),
    gettext_noop("Search media"),
    gettext_noop("Search media files"),
    gettext_noop("Popular Tags:"),
    gettext_noop("Change media file:"),
    gettext_noop("Delete media file"),
    gettext_noop("Are you sure you want to delete this media file?"),
    gettext_noop("Editing %(title)s"),
    gettext_noop("Usage of"),
    gettext_noop("Usage of %(title)s"),
    gettext_noop("Choose audio"),
    gettext_noop("Choose video"),
    gettext_noop("Choose a media item"),
    gettext_noop("Choose another media item"),
    gettext_noop("Choose another audio item"),
    gettext_noop("Choose another video"),
    gettext_noop("Edit this media item"),
    gettext_noop("Edit this audio item"),
    gettext_noop("Edit this video"),
    gettext_noop("Add/edit media you own"),
    gettext_noop("Edit any media"),
    gettext_noop("Media permissions"),
    gettext_noop("Add a media permission"),
    gettext_noop("Media file '{0}' added."),
    gettext_noop("Media file '{0}' updated"),
    gettext_noop("Media file '{0}' deleted."),
    gettext_noop("The media file could not be saved due to errors."),
    gettext_noop("The media could not be saved due to errors."),
    gettext_noop("The file could not be found. Please change the source or delete the media file"),
    gettext_noop("Your browser does not support the audio element."),
    gettext_noop("Your browser does not support the video element."),
    gettext_noop('Sorry, no media files match "<em>%(query_string)s</em>"'),
    gettext_noop(
        'You haven\'t uploaded any media. Why not <a href="%(wagtailmedia_add_url)s">upload one now</a>?'
    ),
    gettext_noop(
        "You haven't uploaded any media in this collection. Why not "
        '<a href="%(wagtailmedia_add_url)s">upload one now</a>?'
    ),
    gettext_noop(
        "You haven't uploaded any media files. You can upload "
        '<a href="%(wagtailmedia_add_audio_url)s">audio</a> or '
        '<a href="%(wagtailmedia_add_video_url)s">video</a> files.'
    ),
    gettext_noop(
        "You haven't uploaded any media files in this collection. You can upload "
        '<a href="%(wagtailmedia_add_audio_url)s">audio</a> or '
        '<a href="%(wagtailmedia_add_video_url)s">video</a> files.'
    ),
    ngettext_lazy("%(count)s media file", "%(count)s media files", 1),
)
