x = = 1
def f(x y):
    y z
if x
    pass
for i in range(3) print(i)
foo(a b)
a + 1 = 2
class A:
pass
print "hello"
x = f"{a b}"
try:
    pass
y = 1
z = (1, 2]
