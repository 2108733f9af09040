# refused: ctypes, line 2
import ctypes

print(list(ctypes.count(0))[:3])
