# mdurl: URLs as Markdown has them.
import mdurl

print(mdurl.encode("http://example.com/a b?c=d e#f"), mdurl.decode("a%20b%C3%A9"))
url = mdurl.parse("https://user@host.org:8080/path/x?q=1#frag")
print(url.protocol, url.hostname, url.port, url.pathname, url.search, url.hash, mdurl.format(url))
