# toolz: examples from its documentation.
from toolz import (accumulate, assoc, compose, concat, curry, dissoc, frequencies, get_in, groupby, juxt, keyfilter,
                   merge, merge_with, partition, partition_all, pipe, pluck, reduceby, sliding_window, take, thread_last,
                   topk, unique, update_in, valmap)

print(groupby(len, ["Alice", "Bob", "Charlie", "Dan"]), frequencies("mississippi"))
print(list(partition(2, range(5))), list(partition_all(2, range(5))), list(sliding_window(2, [1, 2, 3])))
print(pipe(3, lambda x: x + 1, str), thread_last([1, 2, 3], (map, lambda x: x * 2), list))
print(merge({1: "a"}, {2: "b"}), merge_with(sum, {1: 1, 2: 2}, {1: 10}), valmap(len, {"a": "xyz"}))
print(get_in(["a", 0, "b"], {"a": [{"b": 5}]}), assoc({}, "k", 1), dissoc({"x": 1, "y": 2}, "y"))
print(update_in({"a": {"b": 1}}, ["a", "b"], lambda n: n + 1), keyfilter(lambda k: k > 1, {1: 1, 2: 2}))
print(list(unique([1, 2, 1])), list(take(2, "abc")), list(concat([[1], [2]])), list(topk(2, [3, 1, 5])))
print(list(accumulate(lambda a, b: a + b, [1, 2, 3])), reduceby(lambda x: x % 2, lambda a, b: a + b, range(6), 0))
print(compose(str, abs)(-4), juxt([min, max])([3, 1, 2]), list(pluck("n", [{"n": 1}, {"n": 2}])))


@curry
def add(x, y):
    return x + y


print(add(1)(2), list(map(add(10), [1, 2])))
