import traceback
