"""Starts ministack with the patches in patches/, and ends with the process that started it."""

import os
import signal
import sys
import threading

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
if __name__ == "__main__":
    from ministack.app import main
    main()
