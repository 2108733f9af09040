print("init", __name__)
from ..base import Animal

DEFAULT = Animal().speak()
