"""The checks as tools for other programs, over the Model Context Protocol.

`checks` does what `verifier check` does, one article after another; `server` tells it in the
protocol's words and is the only module that needs the SDK, an optional extra.
"""
