# iniconfig: its documented example.
import iniconfig

text = """# content of example.ini
[section1] # comment
name1=value1  # comment
name1b=value1,value2  # comment

[section2]
name2=
    line1
    line2
"""
ini = iniconfig.IniConfig("example.ini", data=text)
print(ini["section1"]["name1"], ini.get("section1", "name1b", [], lambda x: x.split(",")))
print("notexist" in ini, [x.name for x in list(ini)], list(ini["section2"].items()))
try:
    iniconfig.IniConfig("x.ini", data="[a]\nb=1\nb=2")
except iniconfig.ParseError as error:
    print(error)
