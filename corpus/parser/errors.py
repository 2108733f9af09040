def f(:
  pass
x = = 1
for in y: pass
print "a"
if x
  y
class
return)
