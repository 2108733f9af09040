# refused: _ctypes, line 2
import _ctypes

print(list(_ctypes.count(0))[:3])
