import broken2_other

name = 1
