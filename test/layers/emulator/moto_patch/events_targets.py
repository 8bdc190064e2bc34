"""Targets of a rule that moto does not send to: topics and state machines.

A topic tells those who have subscribed to it. A state machine gets an execution with its input, which runs nothing.
"""

import copy
import json

from moto.core.utils import iso_8601_datetime_without_milliseconds, utcfromtimestamp
from moto.events.models import Rule
from moto.events.utils import EventTemplateParser
from moto.sns.models import sns_backends
from moto.stepfunctions.models import stepfunctions_backends
from moto.utilities.arns import parse_arn

_stock_send = Rule.send_to_targets


def _publish(arn, text):
    _backend(sns_backends, arn).get_topic(arn).publish(text)


def _start(arn, text):
    _backend(stepfunctions_backends, arn).start_execution(arn, None, text)


def _backend(backends, arn):
    place = parse_arn(arn)
    return backends[place.account][place.region]


_SENDERS = {"sns": _publish, "states": _start}


def _sender(target):
    return _SENDERS.get(parse_arn(target["Arn"]).service)


def _send_to_targets(self, original_event, transform_input=True):
    if not self.event_pattern.matches_event(original_event):
        return
    others = copy.copy(self)
    others.targets = [target for target in self.targets if not _sender(target)]
    _stock_send(others, original_event, transform_input)
    for target in self.targets:
        sender = _sender(target)
        if sender:
            sender(target["Arn"], _text_for(target, original_event))


def _text_for(target, event):
    transformer = target.get("InputTransformer", {})
    template, paths = transformer.get("InputTemplate"), transformer.get("InputPathsMap", {})
    given = EventTemplateParser.parse(input_template=template, input_paths_map=paths, event=event)
    if not template:
        given = {**given, "time": iso_8601_datetime_without_milliseconds(utcfromtimestamp(event["time"]))}
    return json.dumps(given)


def apply():
    Rule.send_to_targets = _send_to_targets
