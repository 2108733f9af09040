# tomli: what its README reads, and what it refuses.
import json

import tomli

text = """
title = "TOML Example"
[owner]
name = "Tom Preston-Werner"
[database]
enabled = true
ports = [ 8000, 8001, 8002 ]
data = [ ["delta", "phi"], [3.14] ]
temp_targets = { cpu = 79.5, case = 72.0 }
[[products]]
name = "Hammer"
sku = 738594937
[[products]]
name = 'Nail'
hex = 0xDEAD_BEEF
multi = \"\"\"
line one
line two \\
   joined\"\"\"
inf = -inf
"""
found = tomli.loads(text)
print(json.dumps(found, default=str, indent=1))
for wrong in ("a = ", "a = 1\na = 2", "[x", "k = 'open", "d = 2020-13-01", "= 1"):
    try:
        print(tomli.loads(wrong))
    except tomli.TOMLDecodeError as error:
        print("error:", error)
