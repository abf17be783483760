"""The changes of the record's schema, in order; run by `accede.record.schema`."""
