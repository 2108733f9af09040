# wcwidth: how wide text is in a terminal.
from wcwidth import wcswidth, wcwidth

print([wcwidth(c) for c in "aé中\u0301\n"], wcswidth("コンニチハ, セカイ!"), wcswidth("plain"))
