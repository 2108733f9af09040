import pprint
