from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from courses import models
from tests.factories.competences import RoleProfileFactory
from tests.factories.people import PersonFactory


class LearningPlanFactory(DjangoModelFactory):
    class Meta:
        model = models.LearningPlan

    person = factory.SubFactory(PersonFactory)
    manager = factory.SubFactory(PersonFactory)
    review_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=200))


class PlanItemFactory(DjangoModelFactory):
    class Meta:
        model = models.PlanItem

    plan = factory.SubFactory(LearningPlanFactory)
    goal = "Lead a meeting alone"
    proposed_by = factory.SelfAttribute("plan.manager")


class InductionPlanFactory(DjangoModelFactory):
    class Meta:
        model = models.InductionPlan

    profile = factory.SubFactory(RoleProfileFactory)


class InductionStepFactory(DjangoModelFactory):
    class Meta:
        model = models.InductionStep

    plan = factory.SubFactory(InductionPlanFactory)
    words = "A day with a colleague"
