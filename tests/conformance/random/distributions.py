import random

random.seed(123)
print([random.uniform(1, 10) for i in range(3)], [random.uniform(5, -5) for i in range(3)])
print(["%.12g" % random.gauss(0, 1) for i in range(5)], ["%.12g" % random.gauss(100, 15) for i in range(3)])
print(["%.12g" % random.normalvariate(0, 1) for i in range(3)], ["%.12g" % random.expovariate(2) for i in range(3)])
print(["%.12g" % random.triangular(0, 10, 3) for i in range(3)], ["%.12g" % random.betavariate(2, 3) for i in range(2)])
print(random.getrandbits(1), random.getrandbits(32), random.getrandbits(64), random.getrandbits(100), random.getrandbits(7), random.randbytes(5))
random.seed(5)
state = [random.random(), random.gauss(0, 1) > 0, random.randint(1, 9)]
random.seed(5)
print(state == [random.random(), random.gauss(0, 1) > 0, random.randint(1, 9)], state[2])
