"""How a pool process says that it lives: a thread that notes it in the store, working or not.

Leases tell of work alone; whoever asks whether there are workers at all asks when there is none.
"""

import logging
import threading
from collections.abc import Sequence

from verifier.errors import StoreUnavailable
from verifier.store import Store
from verifier.store.alive import SAY_EVERY_S

_log = logging.getLogger(__name__)


def start(store: Store, name: str, queues: Sequence[str]) -> None:
    """Say so now and at regular times, until the process ends."""

    def beat() -> None:
        pause = threading.Event()
        while True:
            try:
                store.say_alive(name, queues)
            except StoreUnavailable as error:
                _log.warning("the pulse waits: %s", error)
            pause.wait(SAY_EVERY_S)

    threading.Thread(target=beat, name="pulse", daemon=True).start()
