import hashlib

names = ["md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_224", "sha3_256", "sha3_384", "sha3_512", "blake2b", "blake2s"]
texts = [b"", b"abc", b"x" * 55, b"y" * 64, bytes(range(256)) * 3]
for name in names:
    for text in texts:
        print(name, len(text), hashlib.new(name, text).hexdigest())
for text in texts:
    print(hashlib.shake_128(text).hexdigest(10), hashlib.shake_256(text).hexdigest(200))
h = hashlib.sha256()
h.update(b"hello ")
copy = h.copy()
h.update(b"world")
copy.update(b"there")
print(h.hexdigest() == hashlib.sha256(b"hello world").hexdigest(), copy.hexdigest() == hashlib.sha256(b"hello there").hexdigest())
print(h.name, h.digest_size, h.block_size, len(h.digest()), h.digest()[:4])
for name in names:
    d = hashlib.new(name)
    print(d.name, d.digest_size, d.block_size)
print(hashlib.blake2b(b"data", digest_size=16).hexdigest(), hashlib.blake2b(b"data", key=b"secret", salt=b"s", person=b"me").hexdigest())
print(hashlib.blake2s(b"data", digest_size=8, key=b"k").hexdigest())
print(hashlib.blake2b(b"leaf", fanout=2, depth=2, leaf_size=4096, node_offset=1, node_depth=0, inner_size=64, last_node=True).hexdigest())
print(hashlib.pbkdf2_hmac("sha256", b"password", b"salt", 1000).hex(), hashlib.pbkdf2_hmac("sha1", b"p" * 100, b"s", 2, 40).hex())
print("sha256" in hashlib.algorithms_guaranteed, "md5" in hashlib.algorithms_available)
big = hashlib.md5()
for i in range(1000):
    big.update(b"chunk %d" % i)
print(big.hexdigest(), hashlib.md5(bytearray(b"abc")).hexdigest(), hashlib.new("SHA256", b"a").hexdigest()[:8])


def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__)


attempt(hashlib.md5, "text")
attempt(hashlib.new, "nope")
attempt(hashlib.sha1, 5)
attempt(hashlib.shake_128(b"").hexdigest)
attempt(lambda: hashlib.blake2b(digest_size=65))
attempt(lambda: hashlib.blake2s(key=b"x" * 33))
attempt(lambda: hashlib.pbkdf2_hmac("sha1", b"", b"", 0))
