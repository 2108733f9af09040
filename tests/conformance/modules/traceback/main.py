# exit: 1
import work.engine
from work.parts import Part

print(Part(4).ratio(2))
work.engine.run([Part(1), Part(0)])
