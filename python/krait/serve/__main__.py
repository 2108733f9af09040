"""python -m krait.serve MODULE:ATTRIBUTE"""

import sys

from krait.serve import main

sys.exit(main())
