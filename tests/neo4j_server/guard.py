"""Ends a server whose test run died: `guard.py PID HOME`, tied to that run by a pipe."""

import os
import shutil
import signal
import sys
from contextlib import suppress

if __name__ == "__main__":
    sys.stdin.read()  # until the test run is gone; a run that ends its server itself ends us as well
    with suppress(ProcessLookupError):
        os.kill(int(sys.argv[1]), signal.SIGKILL)
    shutil.rmtree(sys.argv[2], ignore_errors=True)
