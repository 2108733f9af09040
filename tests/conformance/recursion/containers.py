def t(name, f):
    try:
        f()
        print(name, 'ok')
    except RecursionError as e:
        print(name, 'RecursionError', len(str(e)) > 20)
    except Exception as e:
        print(name, type(e).__name__, str(e)[:60])
N = 200000
def nest(make, n=N):
    x = make(None)
    for i in range(n):
        x = make(x)
    return x
a = nest(lambda x: [x]); b = nest(lambda x: [x])
t('eq list', lambda: a == b)
t('lt list', lambda: a < b)
ta = nest(lambda x: (x,)); tb = nest(lambda x: (x,))
t('eq tuple', lambda: ta == tb)
d1 = nest(lambda x: {'a': x}); d2 = nest(lambda x: {'a': x})
t('eq dict', lambda: d1 == d2)
