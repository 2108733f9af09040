from typing import NotRequired, Required, TypedDict, is_typeddict


class Movie(TypedDict):
    name: str
    year: int


class Rated(Movie, total=False):
    stars: float
    critic: Required[str]


class Partial(TypedDict, total=False):
    a: int
    b: str


class Mixed(TypedDict):
    must: int
    may: NotRequired[str]


movie: Movie = {"name": "Alien", "year": 1979}
made = Movie(name="Aliens", year=1986)
print(movie["name"], made, type(made) is dict, made == {"name": "Aliens", "year": 1986})
rated = Rated(name="x", year=1, stars=4.5, critic="c")
rated["stars"] = 5.0
print(rated, sorted(Rated.__required_keys__), sorted(Rated.__optional_keys__), Rated.__total__)
print(sorted(Partial.__optional_keys__), sorted(Movie.__required_keys__), list(Rated.__annotations__))
print(sorted(Mixed.__required_keys__), sorted(Mixed.__optional_keys__))
print(is_typeddict(Movie), is_typeddict(dict), Movie.__name__)
try:
    isinstance(movie, Movie)
except TypeError as error:
    print(error)
Point = TypedDict("Point", {"x": int, "y": int})
print(Point(x=1, y=2), Point.__name__, sorted(Point.__required_keys__))


def total(movies: list[Movie]) -> int:
    return sum(movie["year"] for movie in movies)


print(total([movie, made]))
