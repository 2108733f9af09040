print(round(5), round(15, -1), round(25, -1), round(-15, -1), round(-25, -1), round(35, -1))
print(round(1234567, -3), round(1500, -3), round(2500, -3), round(499, -3), round(10**20 + 5 * 10**9, -10))
print(round(5, 0), round(5, 3), round(5, None))
print(round(149, -2), round(150, -2), round(250, -2), round(-150, -2))
