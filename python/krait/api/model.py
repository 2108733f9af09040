"""`Model`: a class of annotated fields, checked in C (`_krait_api`)."""


class Model:
    pass
