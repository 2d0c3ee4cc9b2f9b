"""The folder in which the processes of one service share their figures.

Where it is must be known before prometheus-client is loaded, so nothing here loads that early.
"""

import os
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from factcheck.errors import Misconfigured
from factcheck.operating_settings import SHARED_FIGURES


def share(data_dir: Path) -> None:
    """Let this process and its children share their figures in the data folder.

    What processes that have ended left there is dropped, as every figure begins anew.

    Raises:
        Misconfigured: the folder cannot be made.
    """
    folder = Path(os.environ.setdefault(SHARED_FIGURES, str(data_dir / "metrics")))
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise Misconfigured(f"{folder} cannot be made ({error.strerror}).") from error
    for each in folder.glob("*.db"):
        number = each.stem.rpartition("_")[2]
        if not (number.isdecimal() and _lives(int(number))):
            with suppress(OSError):
                each.unlink()


def forget(_: Any, worker: Any) -> None:
    """A process has ended: what it holds of memory and connections counts no more."""
    if os.environ.get(SHARED_FIGURES):
        import_module("prometheus_client.multiprocess").mark_process_dead(worker.pid)


def _lives(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
