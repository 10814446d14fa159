"""The bundled example: an article, the small invented web it quotes, and the server of that web.

All outlets, people and places are invented and live under `.example`. The program knows nothing
of them: it is given the server as its egress proxy and search engine, the file of outlets by the
`OUTLETS` setting, and takes the same way as in live use.
"""
