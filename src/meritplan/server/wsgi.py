"""The entrance of a web server: ``granian --interface wsgi meritplan.server.wsgi:application``."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "meritplan.server.settings")
application = get_wsgi_application()
