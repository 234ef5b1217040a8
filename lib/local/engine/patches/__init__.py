"""What ministack 1.5.33 gets wrong and the gateway depends on. docs/local-engine.md has the table."""

from patches import cloudformation, front_door, functions, policies, roles, task_tokens, workflows  # noqa: F401
from patches.registry import apply

__all__ = ["apply"]
