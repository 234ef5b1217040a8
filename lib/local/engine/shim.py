"""Starts ministack with the patches in patches/, and ends with the process that started it.

COUNTERSIGN_SHIM_WITHOUT names patches to leave out, separated by commas; tests use it to see whether one is still needed.
"""

import os
import shutil
import signal
import sys
import threading

from patches import apply

_TERMINATED = threading.Event()


def _end_with_parent():
    """The launcher holds our stdin open and never writes to it: end of file means that it is gone, however it ended."""
    while os.read(0, 1024):  # not sys.stdin, whose lock would be held while the interpreter ends
        pass
    if _TERMINATED.is_set():
        return
    shutil.rmtree(os.environ["TMPDIR"], ignore_errors=True)
    os.killpg(0, signal.SIGKILL)  # the engine and its Lambda workers: the launcher made this group for them


if __name__ == "__main__":
    apply(set(filter(None, os.environ.get("COUNTERSIGN_SHIM_WITHOUT", "").split(","))))
    if os.environ.get("COUNTERSIGN_SHIM_CHECK"):
        sys.exit(0)
    threading.Thread(target=_end_with_parent, daemon=True).start()

    from ministack.app import main

    try:
        main()
    finally:
        _TERMINATED.set()
