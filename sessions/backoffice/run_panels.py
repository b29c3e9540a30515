"""The form of a run on four tabs, so that each asks for one thing: what, how many, where, and what else."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, TabbedInterface

from sessions.backoffice.run_form import RunForm

WHAT = ObjectList(
    [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("course"), FieldPanel("code")]),
                FieldRowPanel([FieldPanel("organiser"), FieldPanel("audience", heading=_("for whom"))]),
            ],
            heading=_("Course"),
        ),
        FieldPanel("languages"),
        FieldPanel("visibility", widget=forms.RadioSelect),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("funder"), FieldPanel("contract")])],
            heading=_("Who pays"),
            help_text=_("The hours held count towards the contract."),
        ),
        MultiFieldPanel(
            [FieldPanel(f"theme_{code}", heading=name, help_text=" ") for code, name in settings.LANGUAGES],
            heading=_("What makes this edition different"),
            help_text=_("A few words for its card, if anything does: “evenings”, “with a trip to the Zoo”."),
        ),
    ],
    heading=_("The run"),
)
HOW_MANY = ObjectList(
    [
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("capacity"), FieldPanel("minimum")]), FieldPanel("decision_on")],
            heading=_("How many people"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("booking_opens_at"), FieldPanel("booking_closes_at")]),
                FieldPanel("needs_approval"),
                FieldPanel("is_drop_in"),
            ],
            heading=_("Taking a place"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("cancel_hours_before", heading=_("until how many hours before the start")),
                FieldPanel("late_cancellation", heading=_("after that"), widget=forms.RadioSelect),
            ],
            heading=_("Giving a place back"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [
                        FieldPanel("answer_hours", heading=_("hours to answer an offered seat")),
                        FieldPanel(
                            "queue_closes_hours_before", heading=_("hours before the start when it closes")
                        ),
                    ]
                )
            ],
            heading=_("Waiting list"),
            help_text=_(
                "A free seat is offered to the first who waits, who has this long to answer. After the list "
                "closes, seats are given by hand only."
            ),
        ),
    ],
    heading=_("Places"),
)
WHERE = ObjectList(
    [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("room"), FieldPanel("online_link")]),
                FieldPanel("trainers"),
            ],
            heading=_("Where and with whom"),
            help_text=_("Meetings that are planned already keep their room and trainers."),
        ),
        FieldPanel(
            "place_shown_hours_before",
            help_text=_("Only those with a place are told where a confidential run meets, and not before."),
        ),
    ],
    heading=_("Where and who"),
)
WHAT_ELSE = ObjectList(
    [
        MultiFieldPanel(
            [
                FieldPanel("offers_childcare", heading=_("we look after children")),
                FieldRowPanel([FieldPanel("childcare"), FieldPanel("childcare_places")]),
                FieldRowPanel([FieldPanel("childcare_youngest"), FieldPanel("childcare_oldest")]),
            ],
            heading=_("Childcare"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("offers_interpreter", heading=_("we invite an interpreter")),
                FieldPanel("interpreter"),
            ],
            heading=_("Interpreter"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("offers_transport_refund"),
                FieldPanel("offers_meal"),
                FieldPanel("carer_stays"),
            ],
            heading=_("Besides"),
            help_text=_("People are asked only about what is ticked here."),
        ),
    ],
    heading=_("What we offer"),
)
RUN_PANELS = TabbedInterface([WHAT, HOW_MANY, WHERE, WHAT_ELSE], base_form_class=RunForm)
