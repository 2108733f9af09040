"""Imports a module that refuses to load in sub-interpreters."""

import readline

from raw import app
