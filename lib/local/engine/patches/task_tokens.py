"""Step Functions: tasks that wait for a token."""

import contextvars
import json
import threading
import time

from ministack.core import iam_actions
from ministack.core.responses import error_response_json, new_uuid
from ministack.services import stepfunctions

from patches.registry import patch, target, wrap

_task = contextvars.ContextVar("countersign_task", default=None)
_NEVER = 99_999_999  # seconds: AWS's own default for TimeoutSeconds
_ended = set()  # tokens whose task is over
_machine_of = {}  # token -> state machine ARN


@patch("sfn-timeout-path")
def timeout_path():
    """AWS: TimeoutSecondsPath and HeartbeatSecondsPath take the value from the state's input (States Language, Task).
    Engine: ignores both and waits for ever."""

    def execute(original, state, value, execution, context):
        state = dict(state)
        for field in ("TimeoutSeconds", "HeartbeatSeconds"):
            path = state.pop(f"{field}Path", None)
            if path is not None:
                state[field] = stepfunctions._resolve_path_or_ctx(path, value, context)
        return original(state, value, execution, context)

    target(stepfunctions, "_resolve_path_or_ctx")
    wrap(stepfunctions, "_execute_task", execute)


@patch("sfn-task-token")
def task_token():
    """AWS: a function that throws while it takes the token fails its task at once, and each retry has a new token;
    a missed heartbeat is States.HeartbeatTimeout; StopExecution ends the task (Step Functions guide, task tokens).
    Engine: swallows the error until the time-out, retries with the old token, ignores the heartbeat, and a stopped
    execution's token still works."""
    failure = target(stepfunctions, "_ExecutionError")

    def execute(original, state, value, execution, context):
        _task.set((execution, context))
        return original(state, value, execution, context)

    def wait(_original, resource, payload, token, state):
        execution, context = _task.get()
        started, waiting = time.monotonic(), threading.Event()
        info = {"event": waiting, "result": None, "error": None, "heartbeat": None,
                "beat": started, "execution": execution}
        stepfunctions._task_tokens[token] = info
        _machine_of[token] = execution["stateMachineArn"]
        try:
            stepfunctions._invoke_resource(resource.replace(".waitForTaskToken", ""), payload)
            while not waiting.wait(0.05):
                _check_time(failure, state, started, info["beat"])
                if execution["status"] != "RUNNING":
                    raise SystemExit  # ends the execution's thread; no Retry or Catch may see it
        finally:
            stepfunctions._task_tokens.pop(token, None)
            _ended.add(token)
            context["Task"] = {"Token": new_uuid()}
        if info["error"]:
            raise failure(info["error"]["Error"], info["error"]["Cause"])
        return json.loads(info["result"])

    wrap(stepfunctions, "_execute_task", execute)
    wrap(stepfunctions, "_invoke_with_callback", wait)


def _check_time(failure, state, started, beat):
    now = time.monotonic()
    if now - started > state.get("TimeoutSeconds", _NEVER):
        raise failure("States.Timeout", "")
    if now - beat > state.get("HeartbeatSeconds", _NEVER):
        raise failure("States.HeartbeatTimeout", "")


@patch("sfn-token-answers")
def token_answers():
    """AWS: SendTask* answers TaskTimedOut for a token whose task is over, InvalidToken for nonsense and InvalidOutput
    for output that is not JSON (API reference, SendTaskSuccess).
    Engine: TaskDoesNotExist for the first two; takes the third."""

    def guard(original, request):
        if "output" in request and not _is_json(request["output"]):
            return error_response_json("InvalidOutput", "Invalid Output: 'not valid JSON'", 400)
        token = request.get("taskToken") or ""
        info = stepfunctions._task_tokens.get(token)
        if info is not None and not info["event"].is_set() and _runs(info):
            info["beat"] = time.monotonic()
            return original(request)
        if info is not None or token in _ended:
            return error_response_json("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'", 400)
        return error_response_json("InvalidToken", "Invalid Token: 'Invalid token'", 400)

    for name in ("_send_task_success", "_send_task_failure", "_send_task_heartbeat"):
        wrap(stepfunctions, name, guard)


def _runs(info):
    return info.get("execution", {"status": "RUNNING"})["status"] == "RUNNING"


def _is_json(text):
    try:
        json.loads(text)
    except (TypeError, ValueError):
        return False
    return True


@patch("sfn-token-resource")
def token_resource():
    """AWS: SendTask* is authorised on the state machine that the token belongs to (aws-cdk pull request 8486).
    Engine: on `*`, so that a statement which names the state machine never matches."""

    def resource(original, service, method, path, headers, body, *rest):
        if service == "states" and ".SendTask" in headers.get("x-amz-target", ""):
            return _machine_of.get(_token_in(body), "*")
        return original(service, method, path, headers, body, *rest)

    wrap(iam_actions, "extract_resource_arn", resource)


def _token_in(body):
    try:
        return json.loads(body).get("taskToken")
    except (AttributeError, ValueError):
        return None
