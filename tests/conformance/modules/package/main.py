import zoo
import zoo.birds
import zoo.mammals.cats as cats
from zoo import VERSION, make
from zoo.mammals import dogs, DEFAULT
from zoo.mammals.dogs import Dog as Hound

print(zoo.VERSION, VERSION, zoo.birds.Bird("tit").speak(), cats.Cat().speak(), dogs.Dog().speak(), Hound().speak(), DEFAULT)
print(make("cat").speak(), make("bird").speak(), zoo.mammals.cats.Cat is cats.Cat, Hound is dogs.Dog)
try:
    make("fish")
except ValueError as e:
    print(e)
print(zoo.__name__, zoo.birds.__name__, cats.__name__)
