"""Accede reads the reports on an accession or treaty process and keeps its record.

    report -> passages -> claims -> events -> status -> brief, web page, API, calendar, feed, tables
              reading              record    process    publishing

Each room imports only from the rooms before it: `dates`, `errors`, `model`, `knowledge`, `reports`,
`reading`, `record`, `process`, `publishing`, `cli`.
"""

__version__ = "0.1.0"
