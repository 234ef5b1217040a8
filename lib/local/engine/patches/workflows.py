"""Step Functions: executions and their role."""

import contextvars
import json
import re

from ministack.core.iam_evaluator import EvalContext, _gather_role_policies, evaluate
from ministack.core.responses import error_response_json, get_account_id, get_region, json_response
from ministack.services import stepfunctions

from patches.registry import patch, target, wrap

_role = contextvars.ContextVar("countersign_state_machine_role", default=None)

# StartExecution, parameter `name` (Step Functions API reference).
_NAME = re.compile(r"[^\s<>{}\[\]?*\"#%\\^|~`$&,;:/\x00-\x1f\x7f-\x9f]{1,80}")


@patch("sfn-start-execution")
def start_execution():
    """AWS: a second StartExecution with the name and input of a running one answers with that one; a bad name is
    InvalidName, input that is not JSON InvalidExecutionInput (API reference, StartExecution).
    Engine: ExecutionAlreadyExists for the first; takes the other two."""

    def start(original, request):
        name, text = request.get("name"), request.get("input", "{}")
        if name is not None and not _NAME.fullmatch(name):
            return error_response_json("InvalidName", f"Invalid Name: '{name}'", 400)
        try:
            json.loads(text)
        except ValueError as error:
            return error_response_json(
                "InvalidExecutionInput", f"Invalid State Machine Execution Input: '{error}'", 400)
        machine = stepfunctions._resolve_state_machine_arn(request.get("stateMachineArn", ""))
        wanted = (name, machine, "RUNNING", text)
        for arn, run in list(stepfunctions._executions.items()) if name else ():
            if (run["name"], run["stateMachineArn"], run["status"], run["input"]) == wanted:
                return json_response({"executionArn": arn, "startDate": run["startDate"]})
        return original(request)

    wrap(stepfunctions, "_start_execution", start)


@patch("sfn-role")
def role():
    """AWS: the state machine calls Lambda as its own role (Step Functions guide, IAM for integrated services).
    Engine: calls it whatever the role may do."""
    failure = target(stepfunctions, "_ExecutionError")

    def run(original, arn):
        execution = stepfunctions._executions.get(arn) or {}
        machine = stepfunctions._state_machines.get(execution.get("stateMachineArn")) or {}
        _role.set(machine.get("roleArn"))
        return original(arn)

    def call(original, function, event):
        arn = _function_arn(function)
        if _role.get() and not _may_invoke(_role.get(), arn):
            raise failure("Lambda.AWSLambdaException", f"User: {_role.get()} is not authorized to perform: "
                          f"lambda:InvokeFunction on resource: {arn} because no identity-based policy allows it")
        return original(function, event)

    wrap(stepfunctions, "_run_execution", run)
    wrap(stepfunctions, "_call_lambda", call)


def _function_arn(function):
    if function.startswith("arn:"):
        return function
    return f"arn:aws:lambda:{get_region()}:{get_account_id()}:function:{function}"


def _may_invoke(role_arn, function_arn):
    account, name = role_arn.split(":")[4], role_arn.rsplit("/", 1)[-1]
    question = EvalContext(
        principal_arn=role_arn, principal_type="AssumedRole", principal_account=account,
        action="lambda:InvokeFunction", resource_arn=function_arn, region=get_region())
    return evaluate(question, _gather_role_policies(name, account)).decision == "Allow"
