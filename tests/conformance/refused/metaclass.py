# refused: metaclass|class keyword, line 6
class Meta(object):
    pass


class Thing(metaclass=Meta):
    pass
