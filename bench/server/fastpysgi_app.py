"""Two lines of FastPySGI."""

import sys

import fastpysgi
from apps import wsgi

fastpysgi.run(wsgi, host="127.0.0.1", port=int(sys.argv[1]), loglevel=2)
