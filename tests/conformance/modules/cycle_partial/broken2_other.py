import broken2

thing = broken2.name
