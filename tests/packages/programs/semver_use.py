import semver
v = semver.Version.parse("3.4.5-pre.2+build.4")
print(v, v.major, v.prerelease, v.bump_minor(), v.compare("3.4.6"), semver.Version(1, 2, 3) < semver.Version(1, 10, 0), v.to_dict(), v.match(">=3.0.0"))
try: semver.Version.parse("x")
except ValueError as e: print(e)
