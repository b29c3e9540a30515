"""The rules by which SCORM 2004 leads from one activity to the next, in the words of scorm-again.

IMS Simple Sequencing as SCORM 2004 uses it. What a package does not say is not said here either, so that the
defaults are those of the player.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from courses.packages.manifests.xml import attribute, child, children, local, text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from xml.etree.ElementTree import Element

CONTROLS = ("choice", "choiceExit", "flow", "forwardOnly")
USES = ("useCurrentAttemptObjectiveInfo", "useCurrentAttemptProgressInfo")
DELIVERY = ("tracked", "completionSetByContent", "objectiveSetByContent")
MAPPED = (
    "readSatisfiedStatus",
    "readNormalizedMeasure",
    "writeSatisfiedStatus",
    "writeNormalizedMeasure",
    "readCompletionStatus",
    "writeCompletionStatus",
    "readProgressMeasure",
    "writeProgressMeasure",
    "readRawScore",
    "writeRawScore",
    "readMinScore",
    "writeMinScore",
    "readMaxScore",
    "writeMaxScore",
)
RULES = {"preConditionRule": "preConditionRules", "exitConditionRule": "exitConditionRules"}
POST_RULES = {"postConditionRule": "postConditionRules"}


def of(tree: dict[str, Any], root: Element) -> dict[str, Any]:
    """The activity tree with the rules of each activity."""
    collection = child(root, "sequencingCollection")
    shared = {} if collection is None else {attribute(one, "ID"): one for one in collection}
    return _activity(tree, shared)


def passing_score(item: Element) -> str:
    """What a SCO reads as its scaled passing score: the measure its primary objective asks for."""
    primary = child(item, "sequencing", "objectives", "primaryObjective")
    if primary is None or attribute(primary, "satisfiedByMeasure") != "true":
        return ""
    return text(primary, "minNormalizedMeasure") or "1.0"


def _activity(node: dict[str, Any], shared: dict[str, Element]) -> dict[str, Any]:
    item: Element = node.pop("_element")
    own = child(item, "sequencing")
    found = {**node}
    if own is not None:
        referred = shared.get(attribute(own, "IDRef"))
        for rules in (referred, own):
            if rules is not None:
                found |= _rules(rules)
    hidden = [
        (one.text or "").strip()
        for one in _every(child(item, "presentation", "navigationInterface"), "hideLMSUI")
    ]
    if hidden:
        found["hideLmsUi"] = hidden
    if "children" in node:
        found["children"] = [_activity(one, shared) for one in node["children"]]
    return found


def _rules(rules: Element) -> dict[str, Any]:
    found: dict[str, Any] = {}
    controls = _controls(rules)
    if controls:
        found["sequencingControls"] = controls
    if (limits := child(rules, "limitConditions")) is not None and attribute(
        limits, "attemptLimit"
    ).isdigit():
        found["attemptLimit"] = int(attribute(limits, "attemptLimit"))
    if (conditions := child(rules, "sequencingRules")) is not None:
        found["sequencingRules"] = {
            ours: [_condition_rule(one) for one in children(conditions, theirs)]
            for theirs, ours in {**RULES, **POST_RULES}.items()
            if next(children(conditions, theirs), None) is not None
        }
    if (rollup := child(rules, "rollupRules")) is not None:
        found["rollupRules"] = {"rules": [_rollup_rule(one) for one in children(rollup, "rollupRule")]}
    if (delivery := child(rules, "deliveryControls")) is not None:
        found["deliveryControls"] = _truths(delivery, DELIVERY)
    found |= _objectives(child(rules, "objectives"))
    return found


def _controls(rules: Element) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if (mode := child(rules, "controlMode")) is not None:
        found |= _truths(mode, (*CONTROLS, *USES))
    if (constrained := child(rules, "constrainedChoiceConsiderations")) is not None:
        found |= _truths(constrained, ("preventActivation", "constrainChoice"))
    if (rollup := child(rules, "rollupRules")) is not None:
        found |= _truths(rollup, ("rollupObjectiveSatisfied", "rollupProgressCompletion"))
        if weight := attribute(rollup, "objectiveMeasureWeight"):
            found["objectiveMeasureWeight"] = _number(weight, 1.0)
    if (mixed := child(rules, "randomizationControls")) is not None:
        found |= _truths(mixed, ("reorderChildren",))
        for name in ("randomizationTiming", "selectionTiming"):
            if value := attribute(mixed, name):
                found[name] = value
        if attribute(mixed, "selectCount").isdigit():
            found["selectCount"] = int(attribute(mixed, "selectCount"))
        found["randomizeChildren"] = attribute(mixed, "randomizationTiming", "never") != "never"
    return found


def _condition_rule(rule: Element) -> dict[str, Any]:
    conditions = child(rule, "ruleConditions")
    action = child(rule, "ruleAction")
    told = "" if conditions is None else attribute(conditions, "conditionCombination")
    return {
        "action": "" if action is None else attribute(action, "action"),
        "conditionCombination": told or "all",
        "conditions": [_condition(one) for one in _every(conditions, "ruleCondition")],
    }


def _condition(condition: Element) -> dict[str, Any]:
    found: dict[str, Any] = {"condition": attribute(condition, "condition")}
    if attribute(condition, "operator") == "not":
        found["operator"] = "not"
    if objective := attribute(condition, "referencedObjective"):
        found["referencedObjective"] = objective
    if threshold := attribute(condition, "measureThreshold"):
        found["parameters"] = {"threshold": _number(threshold, 0.0)}
    return found


def _rollup_rule(rule: Element) -> dict[str, Any]:
    conditions = child(rule, "rollupConditions")
    action = child(rule, "rollupAction")
    found: dict[str, Any] = {
        "action": "" if action is None else attribute(action, "action"),
        "consideration": attribute(rule, "childActivitySet", "all"),
        "conditionCombination": "any"
        if conditions is None
        else attribute(conditions, "conditionCombination", "any"),
        "conditions": [_condition(one) for one in _every(conditions, "rollupCondition")],
    }
    if attribute(rule, "minimumCount").isdigit():
        found["minimumCount"] = int(attribute(rule, "minimumCount"))
    if share := attribute(rule, "minimumPercent"):
        found["minimumPercent"] = _number(share, 0.0)
    return found


def _objectives(holder: Element | None) -> dict[str, Any]:
    if holder is None:
        return {}
    found: dict[str, Any] = {}
    others = []
    for objective in holder:
        if local(objective) == "primaryObjective":
            found["primaryObjective"] = {**_objective(objective), "isPrimary": True}
        elif local(objective) == "objective":
            others.append(_objective(objective))
    return {**found, "objectives": others} if others else found


def _objective(objective: Element) -> dict[str, Any]:
    found: dict[str, Any] = {
        "objectiveID": attribute(objective, "objectiveID"),
        **_truths(objective, ("satisfiedByMeasure",)),
    }
    if measure := text(objective, "minNormalizedMeasure"):
        found["minNormalizedMeasure"] = _number(measure, 1.0)
    maps = [
        {"targetObjectiveID": attribute(one, "targetObjectiveID"), **_truths(one, MAPPED)}
        for one in children(objective, "mapInfo")
    ]
    return {**found, "mapInfo": maps} if maps else found


def _every(element: Element | None, name: str) -> Iterable[Element]:
    return () if element is None else children(element, name)


def _truths(element: Element, names: Iterable[str]) -> dict[str, bool]:
    return {name: attribute(element, name) == "true" for name in names if attribute(element, name)}


def _number(told: str, otherwise: float) -> float:
    try:
        return float(told)
    except ValueError:
        return otherwise
