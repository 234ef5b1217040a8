"""Lambda."""

import contextvars

from ministack.core import lambda_runtime
from ministack.services import lambda_svc

from patches.registry import patch, rewrite, wrap

_answer = contextvars.ContextVar("countersign_worker_answer", default=None)

# What the Node.js runtime interface client reports of anything thrown: a name, a message and a stack.
_REPORT = (
    "error_type: (err && err.name) || typeof err, "
    'stack: String((err && err.stack) || "").split("\\n"), error: String('
)


@patch("lambda-error-name")
def error_name():
    """AWS: errorType is the thrown Error's name, and there is a trace (Lambda guide, Node.js exceptions).
    Engine: errorType is always Runtime.HandlerError, so that no Retry or Catch by name matches."""
    script = rewrite(lambda_runtime._NODEJS_WORKER_SCRIPT, "error: String(err.message || err)",
                     _REPORT.removesuffix("error: String(") + "error: String((err && err.message) ?? err)")
    script = rewrite(script, "if (err) {\n          _realStdoutWrite", "if (err || failed) {\n          _realStdoutWrite")
    script = rewrite(script, "const settle = (err, res) => {", "const settle = (err, res, failed) => {")
    script = rewrite(script, "err => settle(err));", "err => settle(err, null, true));")
    script = rewrite(script, 'trace: err.stack || ""', 'trace: (err && err.stack) || ""')
    lambda_runtime._NODEJS_WORKER_SCRIPT = rewrite(
        script, 'status: "error", error: e.message, trace: e.stack\n',
        'status: "error", error: e.message, trace: e.stack, error_type: (e && e.name) || typeof e, '
        'stack: String((e && e.stack) || "").split("\\n")\n')

    def invoke(original, *arguments, **named):
        answer = original(*arguments, **named)
        _answer.set(answer)
        return answer

    def execute(original, *arguments, **named):
        _answer.set(None)
        result = original(*arguments, **named)
        answer = _answer.get() or {}
        if result.get("error") and answer.get("error_type"):
            result["body"] = {"errorType": answer["error_type"], "errorMessage": answer.get("error", ""),
                              "trace": answer.get("stack", [])}
        return result

    wrap(lambda_runtime.Worker, "invoke", invoke)
    wrap(lambda_svc, "_execute_function_warm", execute)
