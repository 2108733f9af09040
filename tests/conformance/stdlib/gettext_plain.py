# gettext without catalogs: messages are their own translations.
import gettext
from gettext import gettext as _, ngettext

print(_("hello"), ngettext("one file", "%d files", 1), ngettext("one file", "%d files", 3) % 3)
print(gettext.pgettext("menu", "Open"), gettext.npgettext("menu", "a", "b", 2))
t = gettext.translation("nothing-of-that-name", fallback=True)
print(type(t).__name__, t.gettext("x"), t.ngettext("a", "b", 2), t.info(), t.charset())
try:
    gettext.translation("nothing-of-that-name")
except FileNotFoundError as error:
    print(error.errno, error)
print(gettext.find("nothing-of-that-name"), gettext.textdomain(), gettext.textdomain("mine"), gettext.textdomain())
