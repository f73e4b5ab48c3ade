"""The web page. Nothing here asks any other host for anything."""

import os

# Before Gradio is imported anywhere: it reads this then, and would otherwise send usage figures home.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
