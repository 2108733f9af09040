import re


class Route:
    KINDS = {'int': (r'\d+', int), 'str': (r'[^/]+', str), 'path': (r'.+', str), 'float': (r'\d+\.\d+', float)}

    def __init__(self, template):
        self.template = template
        self.casts = {}
        self.pattern = re.compile('^' + re.sub(r'<(?:(\w+):)?(\w+)>|([^<]+)', self.piece, template) + '$')

    def piece(self, match):
        if match.group(3) is not None:
            return re.escape(match.group(3))
        expression, cast = self.KINDS[match.group(1) or 'str']
        self.casts[match.group(2)] = cast
        return '(?P<%s>%s)' % (match.group(2), expression)

    def match(self, path):
        found = self.pattern.match(path)
        if found is None:
            return None
        return [(name, self.casts[name](text)) for name, text in sorted(found.groupdict().items())]


routes = [Route('/users/<int:id>'), Route('/users/<name>/posts/<int:post>'), Route('/files/<path:where>'), Route('/v<float:version>/x.y')]
for route in routes:
    print(route.template, route.pattern.pattern, sorted(route.pattern.groupindex.items()))
for path in ('/users/42', '/users/ann/posts/7', '/files/a/b/c.txt', '/v1.5/x.y', '/v1.5/xzy', '/users/', '/users/4/'):
    print(path, [route.match(path) for route in routes if route.match(path)])
URL = re.compile(r'^(?:(?P<scheme>[a-z][a-z0-9+.-]*):)?(?://(?P<host>[^/?#:]*)(?::(?P<port>\d+))?)?(?P<path>[^?#]*)(?:\?(?P<query>[^#]*))?(?:#(?P<fragment>.*))?$', re.I)
for url in ('http://example.com:8080/a/b?x=1#top', 'mailto:joe@x.org', '//host/p', 'a/b', 'HTTPS://H', '?q', '#f', ''):
    print(url, URL.match(url).groups())
