import helpers
try:
    helpers.nothing
except AttributeError as e:
    print(e)
try:
    helpers.nothing(1)
except AttributeError as e:
    print(e)
print(helpers.__name__)
try:
    helpers.X.y
except AttributeError as e:
    print(e)
