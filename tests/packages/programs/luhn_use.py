import luhn
print(luhn.verify("356938035643809"), luhn.generate("35693803564380"), luhn.append("53461861341123"))
