import re

RULES = {
    'ipv4': r'(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}',
    'semver': r'(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+([0-9A-Za-z.-]+))?',
    'color': r'#(?:[0-9a-fA-F]{3}){1,2}',
    'password': r'(?=.*[A-Z])(?=.*[a-z])(?=.*\d)(?=.*[^\w\s])\S{8,}',
    'date': r'(?P<y>\d{4})(?P<s>[-/.])(?P<m>0[1-9]|1[0-2])(?P=s)(?P<d>0[1-9]|[12]\d|3[01])',
    'float': r'[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?',
    'identifier': r'[^\W\d]\w*',
    'time': r'(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?:\s?[AaPp]\.?[Mm]\.?)?',
    'uuid': r'[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}',
    'balanced': r'(?:[^()]|\((?:[^()]|\([^()]*\))*\))*',
}
SAMPLES = ['192.168.1.255', '256.1.1.1', '1.2.3', '1.2.3-rc.1+b5', '01.2.3', '#fff', '#12345', '#AbCdEf', 'Passw0rd!', 'password', '2024-02-30',
           '2024/13/01', '2024-02.30', '1e5', '-.5', '.', '+3.', 'héllo_1', '1x', '23:59', '24:00', '9:05 pm', '12:00:61',
           '123e4567-e89b-12d3-a456-426614174000', 'f(a(b)c)d', '((a)', '']
for name, rule in RULES.items():
    compiled = re.compile(rule)
    print(name, compiled.groups, [sample for sample in SAMPLES if compiled.fullmatch(sample)])
    print('   ', [sample for sample in SAMPLES if compiled.match(sample)])
print(re.fullmatch(RULES['semver'], '10.20.30-alpha.1+build').groups(), re.fullmatch(RULES['date'], '2024.02.29').groupdict())
