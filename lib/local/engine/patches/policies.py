"""The condition keys of IAM policies."""

import json

from ministack import app
from ministack.core import iam_actions, iam_evaluator
from ministack.services import iam

from patches.registry import patch, wrap


@patch("iam-principal-arn")
def principal_arn():
    """AWS: for a role session aws:PrincipalArn is the role's ARN (IAM guide, global condition keys).
    Engine: the session's ARN, so that a statement for one role misses it."""

    def resolve(original, key, context):
        found = original(key, context)
        if key.lower() != "aws:principalarn" or ":assumed-role/" not in found:
            return found
        account, name = context.principal_account, found.split("/")[1]
        role = iam._roles.get_scoped(account, None, name) or {}
        return role.get("Arn") or f"arn:aws:iam::{account}:role/{name}"

    wrap(iam_evaluator, "_resolve_condition_key", resolve)


@patch("iam-secure-transport")
def secure_transport():
    """AWS: every endpoint has TLS, so that a policy may deny aws:SecureTransport false (S3 guide, enforce HTTPS).
    Engine: plain HTTP on the loopback interface, which such a policy would shut out."""
    wrap(app, "pin_request_origin", lambda original, address, _secure: original(address, True))


@patch("iam-kms-keys")
def kms_keys():
    """AWS: kms:SigningAlgorithm and kms:MessageType hold what a Sign request asks for (KMS guide, condition keys).
    Engine: knows neither, so that a statement which names them never matches."""

    def context(original, service, action, body, parameters):
        known = original(service, action, body, parameters)
        if service != "kms":
            return known
        request = json.loads(body or b"{}")
        if "SigningAlgorithm" not in request:
            return known
        asked = {"kms:SigningAlgorithm": request["SigningAlgorithm"], "kms:MessageType": request.get("MessageType", "RAW")}
        return {**known, **asked}

    wrap(iam_actions, "request_tag_context", context)
