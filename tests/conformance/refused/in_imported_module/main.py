# refused: eval, line 3
import tool

print(tool.answer())
