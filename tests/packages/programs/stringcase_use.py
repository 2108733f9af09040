import stringcase as s
print(s.camelcase("foo_bar baz"), s.snakecase("FooBarBaz"), s.titlecase("foo_bar"), s.spinalcase("FooBar"), s.constcase("fooBar"), s.pascalcase("foo_bar"), s.sentencecase("FooBar"), s.pathcase("fooBar"))
