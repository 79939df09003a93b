"""The entrance of a web server: ``granian --interface wsgi meritplan.server.wsgi:application``."""

import multiprocessing
import os
import threading

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "meritplan.server.settings")
application = get_wsgi_application()


def _end_with_parent() -> None:
    """A process that answers visitors does not outlive the one that started it, even where that is killed."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


if multiprocessing.parent_process() is not None:
    threading.Thread(target=_end_with_parent, name="parent-watch", daemon=True).start()
