"""Who asks, and what they may: accounts, sessions, tokens, and the guard before every route.

    accounts (a file of their own) -> guarding (who asks, for which route) -> request.state.user, request.state.csrf

Sources of the rules: the OWASP cheat sheets on authentication, session management, password storage, cross-site request
forgery and unvalidated redirects; NIST SP 800-63B-4; RFC 6750 (bearer tokens); RFC 6265 (cookies).
"""
