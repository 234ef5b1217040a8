"""API Gateway."""

import json

from ministack import app
from ministack.core.iam_evaluator import AuthError
from ministack.services import apigateway_v1

from patches.registry import entry, patch, wrap


@patch("api-access-denied")
def access_denied():
    """AWS: a caller whose policies do not allow execute-api:Invoke gets the gateway response ACCESS_DENIED (API Gateway
    guide, gateway response types).
    Engine: an answer of its own that no template can shape."""
    entry(apigateway_v1._DEFAULT_GATEWAY_RESPONSE_STATUS_CODES, "ACCESS_DENIED")
    errors = apigateway_v1._AUTHENTICATION_GATEWAY_ERRORS
    errors["CountersignAccessDenied"] = ("ACCESS_DENIED", "AccessDeniedException")

    def enforce(original, api, stage, method, path, headers, query, **named):
        denied = original(api, stage, method, path, headers, query, **named)
        if not denied or b"AccessDeniedException" not in _bytes(denied[2]) or "__type" not in _bytes(denied[2]).decode():
            return denied
        error = AuthError("CountersignAccessDenied", json.loads(denied[2])["message"])
        return apigateway_v1.authentication_error_response(api, stage, error, headers, query) or denied

    wrap(app, "_enforce_execute_api", enforce)


def _bytes(body):
    return body if isinstance(body, bytes) else body.encode()
