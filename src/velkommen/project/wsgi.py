"""Django as WSGI, for the part of the house that answers requests."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "velkommen.project.settings")
application = get_wsgi_application()
