import gettext
