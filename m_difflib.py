import difflib
