import jsonpointer
doc = {"foo": {"another": {"prop": "baz"}, "anArray": [{"prop": i} for i in range(3)]}}
print(jsonpointer.resolve_pointer(doc, "/foo/anArray/0"), jsonpointer.resolve_pointer(doc, "/foo/nope", "default"))
p = jsonpointer.JsonPointer("/foo/anArray/1/prop"); print(p.resolve(doc), p.parts, p.path, p.set(doc, 9), p == jsonpointer.JsonPointer("/foo/anArray/1/prop"))
try: jsonpointer.resolve_pointer(doc, "/foo/x/y")
except jsonpointer.JsonPointerException as e: print(e)
