"""STS AssumeRole."""

import contextvars
import dataclasses
import json
import re
from urllib.parse import parse_qs

from ministack.core import iam_evaluator
from ministack.core.responses import error_response_json
from ministack.core.router import extract_access_key_id
from ministack.services import iam, sts

from patches.registry import patch, target, wrap

_source = contextvars.ContextVar("countersign_source_identity", default=None)
_SESSION_NAME = re.compile(r"[\w+=,.@-]{2,64}", re.ASCII)  # STS API reference, RoleSessionName and SourceIdentity


def _parameters(headers, body, query):
    """The members of an STS request in either protocol, and whether it is JSON."""
    as_json = "amz-json" in headers.get("content-type", "")
    if as_json:
        members = {**json.loads(body or b"{}"), "Action": headers.get("x-amz-target", "").split(".")[-1]}
        return members, True
    pairs = {**query, **parse_qs(body.decode("utf-8", "replace"))}
    return {name: values[0] if isinstance(values, list) else values for name, values in pairs.items()}, False


def _error(as_json, code, message, status):
    if as_json:
        return error_response_json(code, message, status)
    return target(iam, "_error")(status, code, message, ns="sts")


@patch("sts-source-identity")
def source_identity():
    """AWS: SourceIdentity is the key sts:SourceIdentity in the trust policy, which must allow sts:SetSourceIdentity;
    the answer holds it and the session carries aws:SourceIdentity (IAM guide, source identity).
    Engine: ignores it, so that a trust policy which asks for it lets nobody in."""

    async def handle(original, method, path, headers, body, query):
        members, _as_json = _parameters(headers, body, query)
        identity = members.get("SourceIdentity") if members.get("Action") == "AssumeRole" else None
        before = _source.set(identity)
        try:
            status, answer_headers, answer = await original(method, path, headers, body, query)
        finally:
            _source.reset(before)
        if identity and status == 200:
            answer = _with_identity(answer, identity)
        return status, answer_headers, answer

    def trusts(original, document, caller, context=None):
        if context is None or not _source.get():
            return original(document, caller, context)
        keys = {**context.service_context, "sts:sourceidentity": _source.get()}
        context = dataclasses.replace(context, service_context=keys)
        sets = dataclasses.replace(context, action="sts:SetSourceIdentity")
        return original(document, caller, context) and original(document, caller, sets)

    def register(original, key, session):
        if _source.get():
            session["SourceIdentity"] = _source.get()
        return original(key, session)

    def keys(original, credential):
        session = sts._sessions.get(credential.access_key_id) or {}
        own = {"aws:sourceidentity": session["SourceIdentity"]} if session.get("SourceIdentity") else {}
        return {**original(credential), **own}

    wrap(sts, "handle_request", handle)
    wrap(iam_evaluator, "evaluate_trust_policy", trusts)
    wrap(sts, "register_session", register)
    wrap(iam_evaluator, "_principal_keys", keys)
    sts._principal_keys = iam_evaluator._principal_keys


def _with_identity(answer, identity):
    text = answer.decode() if isinstance(answer, bytes) else answer
    if text.lstrip().startswith("{"):
        return json.dumps({**json.loads(text), "SourceIdentity": identity}).encode()
    end = "</AssumeRoleResult>"
    return text.replace(end, f"<SourceIdentity>{identity}</SourceIdentity>{end}").encode()


@patch("sts-assume-role-input")
def assume_role_input():
    """AWS: RoleSessionName and SourceIdentity match [\\w+=,.@-]{2,64}; DurationSeconds is 900 to the role's maximum,
    3600 for a caller that is itself a role (API reference, AssumeRole).
    Engine: takes any name and any duration."""

    async def handle(original, method, path, headers, body, query):
        members, as_json = _parameters(headers, body, query)
        if members.get("Action") == "AssumeRole":
            fault = _fault(members, extract_access_key_id(headers, query))
            if fault:
                return _error(as_json, "ValidationError", fault, 400)
        return await original(method, path, headers, body, query)

    wrap(sts, "handle_request", handle)


def _fault(members, caller_key):
    for name in ("RoleSessionName", "SourceIdentity"):
        value = members.get(name)
        if (value is not None or name == "RoleSessionName") and not _SESSION_NAME.fullmatch(value or ""):
            return (f"1 validation error detected: Value at '{name[0].lower()}{name[1:]}' failed to satisfy constraint: "
                    "Member must satisfy regular expression pattern: [\\w+=,.@-]*")
    seconds = int(members.get("DurationSeconds") or 3600)
    if seconds < 900:
        return ("1 validation error detected: Value at 'durationSeconds' failed to satisfy constraint: "
                "Member must have value greater than or equal to 900")
    role = iam._roles.get(str(members.get("RoleArn", "")).rsplit("/", 1)[-1]) or {}
    if seconds > int(role.get("MaxSessionDuration") or 3600):
        return "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."
    if seconds > 3600 and caller_key in sts._sessions:
        return "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining."
    return None
