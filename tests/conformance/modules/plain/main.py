import shapes
import helpers as h
from shapes import Square, area_of as area
from constants import *
import constants

print(shapes.area_of(shapes.Square(3)), area(Square(2)), h.double(5), h.double("ab"))
print(LIMIT, NAME, constants.LIMIT, constants._hidden)
try:
    _hidden
except NameError as e:
    print(e)
print(shapes.COUNT, shapes.make(), shapes.make(), shapes.COUNT)
shapes.COUNT = 100
print(shapes.make(), shapes.COUNT)
h.state["k"] = 1
import helpers

print(helpers.state, helpers is h, helpers.__name__, __name__)
print(helpers.call_back(lambda x: x + LIMIT))
