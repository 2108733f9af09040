out = []
for code in range(32, 127, 8):
    row = []
    for c in range(code, min(code + 8, 127)):
        row.append(f"{c:3d} {chr(c)!r:<5}")
    out.append(" ".join(row).rstrip())
print("\n".join(out))
print("".join([chr(c) for c in range(0x3B1, 0x3C9)]), "".join([chr(c) for c in range(0x410, 0x420)]).lower())
print([hex_digit for hex_digit in "%02x %02X %04x %x" % (10, 171, 65535, 2**64)])
print("{:08b} {:o} {:x} {:X} {:#x} {:#b} {:,}".format(37, 64, 255, 255, 4096, 5, 2**40))
print("abc" "def", "a\
b", 'it''s', "\x41\u00e9\U0001F600", "\t|".expandtabs(4), len("\r\n"), "a\\b", r"a\b", "\"", '\'')
