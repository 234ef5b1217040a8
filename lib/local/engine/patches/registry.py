"""Named patches of private engine code. A patch whose target is gone stops the engine at start-up."""

PATCHES = {}


class PatchFailed(Exception):
    """The engine changed under a patch, or no patch has that name."""


def patch(name):
    """Registers a function that changes the engine; it runs once, before the engine starts."""

    def register(function):
        if name in PATCHES:
            raise PatchFailed(f"two patches are named {name}")
        PATCHES[name] = function
        return function

    return register


def wrap(owner, attribute, replacement):
    """Replaces owner.attribute by replacement(original, *arguments)."""
    original = target(owner, attribute)

    def replaced(*arguments, **named):
        return replacement(original, *arguments, **named)

    setattr(owner, attribute, replaced)


def target(owner, attribute):
    """owner.attribute, which must be there."""
    if not hasattr(owner, attribute):
        raise PatchFailed(f"{owner.__name__} has no {attribute} any more")
    return getattr(owner, attribute)


def entry(table, key):
    """table[key], which must be there."""
    if key not in table:
        raise PatchFailed(f"the engine has no {key} any more")
    return table[key]


def rewrite(text, old, new, times=1):
    """text with old replaced by new, where old occurs exactly so many times."""
    if text.count(old) != times:
        raise PatchFailed(f"expected {times} of {old!r} in the engine's text, found {text.count(old)}")
    return text.replace(old, new)


def apply(without):
    """Applies all patches but those named."""
    unknown = without - PATCHES.keys()
    if unknown:
        raise PatchFailed(f"no patch is named {', '.join(sorted(unknown))}")
    for name, function in PATCHES.items():
        if name in without:
            continue
        try:
            function()
        except Exception as error:
            raise PatchFailed(f"the shim patch {name} no longer fits this engine: {error}") from error
