import re

TOKEN = re.compile(r'\s*(?:(?P<number>\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+)|(?P<name>[A-Za-z_]\w*)|(?P<op>\*\*|//|[-+*/%()=]))')


class Parser:
    def __init__(self, text, names):
        self.text = text
        self.at = 0
        self.names = names
        self.kind = self.value = None
        self.advance()

    def advance(self):
        rest = self.text[self.at:]
        if not rest.strip():
            self.kind = self.value = None
            return
        match = TOKEN.match(self.text, self.at)
        if match is None:
            raise SyntaxError('bad character %r at %d' % (rest.strip()[0], len(self.text) - len(rest.lstrip())))
        self.kind = match.lastgroup
        self.value = match.group(self.kind)
        self.at = match.end()

    def take(self, *ops):
        if self.kind == 'op' and self.value in ops:
            value = self.value
            self.advance()
            return value
        return None

    def sum(self):
        left = self.product()
        op = self.take('+', '-')
        while op:
            right = self.product()
            left = left + right if op == '+' else left - right
            op = self.take('+', '-')
        return left

    def product(self):
        left = self.atom()
        op = self.take('*', '/', '//', '%')
        while op:
            right = self.atom()
            left = left * right if op == '*' else left / right if op == '/' else left // right if op == '//' else left % right
            op = self.take('*', '/', '//', '%')
        return left

    def atom(self):
        if self.take('-'):
            return -self.atom()
        if self.take('('):
            value = self.sum()
            if not self.take(')'):
                raise SyntaxError('missing )')
            return value
        kind, value = self.kind, self.value
        self.advance()
        if kind == 'number':
            return float(value) if re.search(r'[.eE]', value) else int(value)
        if kind == 'name':
            return self.names[value]
        raise SyntaxError('unexpected %r' % value)


for text in ('1 + 2 * 3', '(1+2)*3', '-x + 2.5e1', '7 // 2 % 2', '10 / 4', '.5*4', '2 $ 3', '(1', 'y', '1 +'):
    try:
        print(text, '=', Parser(text, {'x': 5}).sum())
    except (SyntaxError, KeyError) as error:
        print(text, '->', type(error).__name__, error)
