"""The web application: pages, the interface for programs, review. `accede serve` starts it.

    settings -> app -> looking (the record for two days) -> pages, api -> templates

A page computes nothing: it asks `answers`, and prints what `publishing` makes of it. Report text is escaped wherever it stands,
no markup of it is ever rendered, and no page loads anything from another host.
"""
