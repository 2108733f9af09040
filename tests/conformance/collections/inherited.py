from collections import UserDict, UserList


class Tags(UserList):
    def append(self, item):
        super().append(item.lower())


class Config(UserDict):
    def __missing__(self, key):
        return "default of " + key


tags = Tags()
tags.append("ABC")
tags.extend(["X"])
print(tags, len(tags), tags[0], list(tags))
config = Config(debug=True)
print(config["debug"], config["host"], "host" in config, len(config))
config["a"] = 1
print(sorted(config), config.pop("a"), dict(config))
