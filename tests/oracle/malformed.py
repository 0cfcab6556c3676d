"""Small records with one data error each, and near misses that must be accepted (docs/semantics.md "Contradictions", "Bad input").

`malformed(today)` gives {"case", "text", "refused", "patient", "certain"}: the record as text, whether it must be refused,
the id to report (null: none can be told), and whether the texts say so outright (else see README.md, "decisions").
Tested in test_oracle.py.
"""
from chance import iso

# (name, members that follow the id, refused, certain)
MEMBERS = (
    ("minimal", '', False, True),
    ("empty sections", '"observations": [], "conditions": [], "attestations": {}', False, True),
    ("repeated key at the top", '"sex": "male", "sex": "male"', True, True),
    ("repeated key within an entry", '"conditions": [{"name": "thrombosis", "name": "thrombosis"}]', True, True),
    ("repeated attestation", '"attestations": {"informed_consent": true, "informed_consent": true}', True, True),
    ("unknown section", '"condition": []', True, True),
    ("unknown member of an entry", '"conditions": [{"name": "thrombosis", "colour": "red"}]', False, True),
    ("unknown name in complete", '"complete": ["diagnoses"]', True, True),
    ("complete is no list", '"complete": "conditions"', True, True),
    ("complete holds a number", '"complete": [1]', True, True),
    ("observations in complete", '"complete": ["observations"]', False, False),
    ("sex outside the list", '"sex": "F"', True, True),
    ("sex in capitals", '"sex": "Female"', True, True),
    ("sex is a number", '"sex": 1', True, True),
    ("section is an object", '"observations": {"name": "ecog"}', True, True),
    ("section is null", '"observations": null', True, False),
    ("entry is a string", '"conditions": ["thrombosis"]', True, True),
    ("attestations is a list", '"attestations": ["informed_consent"]', True, True),
    ("attestation is a word", '"attestations": {"informed_consent": "yes"}', True, True),
    ("attestation value is a word", '"attestations": {"informed_consent": {"value": "true"}}', True, True),
    ("attestation without value", '"attestations": {"informed_consent": {"by": "Dr A"}}', False, False),
    ("unknown attestation", '"attestations": {"good_mood": true}', False, True),
    ("name is a number", '"conditions": [{"name": 5}]', True, True),
    ("code is a number", '"conditions": [{"code": 2897005, "system": "SNOMED"}]', True, True),
    ("value is true", '"observations": [{"name": "hbsag", "value": true}]', True, True),
    ("value is null", '"observations": [{"name": "ecog", "value": null}]', True, False),
    ("value is a list", '"observations": [{"name": "ecog", "value": [1]}]', True, True),
    ("unit is a number", '"observations": [{"name": "ecog", "value": 1, "unit": 1}]', True, True),
    ("ongoing is a word", '"medications": [{"name": "rituximab", "ongoing": "yes"}]', True, True),
    ("controlled is a word", '"conditions": [{"name": "heart_failure", "controlled": "no"}]', True, True),
    ("controlled", '"conditions": [{"name": "heart_failure", "controlled": false}]', False, True),
    ("date is a number", '"procedures": [{"name": "hsct", "date": 2026}]', True, True),
    ("status outside the list", '"conditions": [{"name": "thrombosis", "status": "cured"}]', True, True),
    ("status in capitals", '"conditions": [{"name": "thrombosis", "status": "Active"}]', True, True),
    ("verification outside the list", '"conditions": [{"name": "thrombosis", "verification": "sure"}]', True, True),
    ("severity outside the list", '"conditions": [{"name": "thrombosis", "severity": "grave"}]', True, True),
    ("response outside the list", '"medications": [{"name": "rituximab", "response": "good"}]', True, True),
    ("comparator outside the list", '"observations": [{"name": "ecog", "value": 1, "comparator": "="}]', True, True),
    ("transplant type outside the list", '"procedures": [{"name": "hsct", "type": "syngeneic"}]', True, False),
    ("type of another procedure", '"procedures": [{"name": "chemotherapy", "type": "FLAG"}]', False, False),
    ("absent medication", '"medications": [{"name": "rituximab", "status": "absent"}]', False, True),
    ("name and code disagree", '"conditions": [{"name": "thrombosis", "code": "D69.3", "system": "ICD-10-CM"}]', True, True),
    ("name and code disagree, observation", '"observations": [{"name": "alt", "code": "777-3", "system": "LOINC", "value": 1, "unit": "U/L"}]', True, True),
    ("siblings disagree", '"conditions": [{"name": "ITP", "code": "D69.51", "system": "ICD-10-CM"}]', True, True),
    ("code below the name", '"conditions": [{"name": "hematologic_disease", "code": "C92.0", "system": "ICD-10-CM"}]', False, True),
    ("code above the name", '"medications": [{"name": "prednisone", "code": "8640", "system": "RxNorm"}]', False, True),
    ("unplaced name beside a code", '"conditions": [{"name": "AML", "code": "C92.0", "system": "ICD-10-CM"}]', False, False),
    ("30 February", '"procedures": [{"name": "hsct", "date": "2026-02-30"}]', True, True),
    ("29 February of a common year", '"birth_date": "1999-02-29"', True, True),
    ("29 February 1900", '"birth_date": "1900-02-29"', True, True),
    ("29 February 2000", '"birth_date": "2000-02-29"', False, True),
    ("month 13", '"birth_date": "1999-13"', True, True),
    ("month 0", '"birth_date": "1999-00"', True, True),
    ("day 0", '"birth_date": "1999-01-00"', True, True),
    ("one-digit month", '"birth_date": "1999-1-05"', True, True),
    ("other order of a date", '"birth_date": "05/01/1999"', True, True),
    ("date with a time", '"birth_date": "1999-01-05T00:00:00"', True, True),
    ("empty date", '"birth_date": ""', True, True),
    ("date with a blank", '"birth_date": "1999-01-05 "', True, True),
    ("end before start", '"medications": [{"name": "rituximab", "start": "2026-05-02", "end": "2026-05-01"}]', True, True),
    ("end on the day of the start", '"medications": [{"name": "rituximab", "start": "2026-05-02", "end": "2026-05-02"}]', False, True),
    ("end before onset", '"conditions": [{"name": "thrombosis", "onset": "2026-05", "end": "2026-04-30"}]', True, True),
    ("end of a trial before its start", '"trials": [{"id": "X", "start": "2026", "end": "2025"}]', True, True),
    ("partial end that can follow", '"medications": [{"name": "rituximab", "start": "2026-05-30", "end": "2026-05"}]', False, True),
    ("end before start, unplaced name", '"medications": [{"name": "water", "start": "2026-05-02", "end": "2026-05-01"}]', True, False),
    ("18 digits", '"observations": [{"name": "ecog", "value": 1.00000000000000000}]', False, True),
    ("19 digits", '"observations": [{"name": "ecog", "value": 1.000000000000000000}]', True, True),
    ("18 digits after zeros", '"observations": [{"name": "map_score", "value": 0.00123456789012345678}]', False, True),
    ("19 digits as a string", '"observations": [{"name": "ecog", "value": "1234567890123456789"}]', True, True),
    ("19 digits in a limit", '"observations": [{"name": "alt", "value": 1, "unit": "U/L", "high": 50.00000000000000001}]', True, True),
    ("exponent 30", '"observations": [{"name": "alt", "value": 1e30, "unit": "U/L"}]', False, True),
    ("exponent 31", '"observations": [{"name": "alt", "value": 1e31, "unit": "U/L"}]', True, True),
    ("exponent -31", '"observations": [{"name": "alt", "value": 1E-31, "unit": "U/L"}]', True, True),
    ("exponent 31 as a string", '"observations": [{"name": "alt", "value": "1e31", "unit": "U/L"}]', True, True),
    ("negative count", '"observations": [{"name": "platelets", "value": -1, "unit": "10*9/L"}]', True, True),
    ("negative count as a string", '"observations": [{"name": "neutrophils", "value": "-0.1", "unit": "10*9/L"}]', True, True),
    ("negative zero count", '"observations": [{"name": "platelets", "value": -0, "unit": "10*9/L"}]', False, True),
    ("negative count by code", '"observations": [{"code": "777-3", "system": "LOINC", "value": -1}]', True, True),
    ("negative age", '"age": {"value": -1}', True, True),
    ("negative score", '"observations": [{"name": "ecog", "value": -1}]', False, False),
    ("age is a number", '"age": 30', True, True),
    ("age value is true", '"age": {"value": true}', True, True),
    ("text for a number", '"observations": [{"name": "alt", "value": "hemolyzed", "unit": "U/L"}]', False, True),
    ("pregnant man", '"sex": "male", "conditions": [{"name": "pregnancy", "status": "active"}]', False, True),
    ("onset before birth", '"birth_date": "1990-01-01", "conditions": [{"name": "thrombosis", "onset": "1980"}]', False, True),
)

WHOLE = (
    ("no id", '{"sex": "male"}', None, True),
    ("id is a number", '{"id": 7}', None, True),
    ("id is null", '{"id": null}', None, True),
    ("record is a list", '[[]]', None, True),
    ("record is a string", '"X"', None, True),
    ("cut off", '{"id": "X", "sex": "male"', None, True),
    ("trailing comma", '{"id": "X",}', None, True),
    ("leading zero", '{"id": "X", "observations": [{"name": "ecog", "value": 01}]}', None, True),
    ("not a number", '{"id": "X", "observations": [{"name": "ecog", "value": NaN}]}', None, True),
    ("single quotes", "{'id': 'X'}", None, True),
)


def malformed(today):
    for number, (name, members, refused, certain) in enumerate(MEMBERS):
        patient = f"M-{number:03d}"
        text = f'{{"id": "{patient}"{", " if members else ""}{members}}}'
        yield {"case": name, "text": text, "refused": refused, "patient": patient, "certain": certain}
    for name, text, patient, certain in WHOLE:
        yield {"case": name, "text": text, "refused": True, "patient": patient, "certain": certain}
    for name, birth, refused in (("born on the as-of date", iso(today), False), ("born the day after", iso(today + 1), True),
                                 ("born in the month of the as-of date", iso(today)[:7], False),
                                 ("born next year", str(int(iso(today)[:4]) + 1), True)):
        yield {"case": name, "text": f'{{"id": "M-birth", "birth_date": "{birth}"}}', "refused": refused,
               "patient": "M-birth", "certain": True}
