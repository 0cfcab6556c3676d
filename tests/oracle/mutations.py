"""Small changes to a patient record, each a function of a `Chance` and the record; together they reach every rule.

`MUTATIONS` lists them with weights; each leaves the record free of data errors. Tested in test_oracle.py.
"""
from calendar_days import date_span
from chance import iso
from concepts import CONCEPTS, draw_concept, put
from observe import (add_observation, code_observation, drop_observation, redate_observation, respell_observation,
                     revalue, rival_observation, scores_after_transplant)
from records import RESPONSES, SEVERITIES
from vocabulary import VOCABULARY

LISTS = ("conditions", "procedures", "medications", "trials")
START = {"conditions": "onset", "procedures": "date", "medications": "start", "trials": "start"}
TRIAL_IDS = ("MSC4PGF", "UCMSC-MYELO", "NCT06949267", "NCT04014166", "NCT06599346", "NCT00000000", "NCT01234567")
ICD = ("C92.0", "C81", "C96.9", "C80.1", "C97", "D45", "D46.9", "D47.Z1", "D48", "D49.9", "D50.9", "D61.9", "D69.3",
       "D69.51", "D69.6", "D77", "D78.01", "D44.0")
NONSENSE = ("not_a_fact", "frobnication", "stem cell boost")

# --- entries ---------------------------------------------------------------------------------------------------------

def keep_order(entry, start_key):
    """Drop an end that lies wholly before the start."""
    start, end = entry.get(start_key), entry.get("end")
    if start and end and date_span(end).hi < date_span(start).lo:
        del entry["end"]


def new_entry(chance, section, concept=None):
    if section == "trials":
        entry = {} if chance.odds(0.12) else {"id": chance.choice(TRIAL_IDS)}
    else:
        entry = {"name": concept or draw_concept(chance, section)}
    redate(chance, entry, section)
    if section == "conditions":
        put(entry, "status", chance.choice((None, "active", "active", "remission", "resolved")))
        if chance.odds(0.7 if entry["name"] == "veno_occlusive_disease" else 0.1):
            put(entry, "severity", chance.choice(SEVERITIES))
    elif section != "trials" and chance.odds(0.6):
        put(entry, "response", chance.choice(RESPONSES))
    if entry.get("name") == "hsct":
        put(entry, "type", chance.choice((None, "allogeneic", "allogeneic", "autologous")))
    if section != "procedures" and chance.odds(0.6):
        change_end(chance, entry, section)
    keep_order(entry, START[section])
    return entry


def change_end(chance, entry, section):
    kind = chance.random()
    entry.pop("end", None)
    entry.pop("ongoing", None)
    if kind < 0.6:
        late = chance.shortened(chance.today + chance.randrange(-40, 5))
        put(entry, "end", chance.date(dated(entry, section)) if chance.odds(0.8) else late)
    if section != "conditions" and kind > 0.5:
        put(entry, "ongoing", chance.odds(0.7) if kind < 0.85 else None)
    keep_order(entry, START[section])


def some_entry(chance, record, sections=LISTS):
    """(section, entry) of one that stands in the record, or None."""
    found = [(s, e) for s in sections for e in record[s]]
    return chance.choice(found) if found else None


def on_entry(change, sections=LISTS):
    def mutate(chance, record):
        found = some_entry(chance, record, sections)
        if found:
            change(chance, found[1], found[0])
            keep_order(found[1], START[found[0]])
    return mutate


def add_entry(chance, record):
    section = chance.choice(LISTS)
    record[section].append(new_entry(chance, section))


def drop_entry(chance, record):
    found = some_entry(chance, record)
    if found:
        record[found[0]].remove(found[1])


def copy_entry(chance, record):
    """A second entry of the same thing, at another time and with other members."""
    found = some_entry(chance, record)
    if not found:
        return
    section, entry = found
    twin = dict(entry)
    for change in chance.sample((redate, restate, reverify, respond, retype), 2):
        change(chance, twin, section)
    keep_order(twin, START[section])
    record[section].insert(chance.randrange(len(record[section]) + 1), twin)


def dated(entry, section):
    return entry.get("name", section)


def redate(chance, entry, section):
    put(entry, START[section], chance.maybe_date(dated(entry, section)))


def shorten_date(chance, entry, section):
    key = chance.choice((START[section], "end"))
    if len(entry.get(key, "")) == 10:
        entry[key] = entry[key][:chance.choice((4, 7, 7))]


def restate(chance, entry, section):
    if section == "conditions" and entry.get("status") != "absent":
        put(entry, "status", chance.choice((None, None, "active", "remission", "resolved")))


def reverify(chance, entry, section):
    if section == "conditions":
        put(entry, "verification", chance.choice((None, "confirmed", "provisional", "provisional", "refuted",
                                                  "entered_in_error")))


def regrade(chance, entry, section):
    if section == "conditions":
        put(entry, "severity", chance.choice((None, "mild", "severe", "severe")))


def respond(chance, entry, section):
    if section in ("procedures", "medications"):
        put(entry, "response", chance.choice((None,) + RESPONSES))


def retype(chance, entry, section):
    if entry.get("name") == "hsct":
        put(entry, "type", chance.choice((None, "allogeneic", "autologous")))


def respell(chance, entry, section):
    if "name" in entry and entry["name"] in VOCABULARY.kind:
        entry["name"] = chance.spelling(entry["name"])


def recode(chance, entry, section):
    """A code in the place of the name, or beside it."""
    name = entry.get("name")
    codes = [c for c in VOCABULARY.codes.get(section, ()) if c[2] == name and "-" not in c[1][:4]]
    if section == "conditions" and name in ("hematologic_malignancy", "hematologic_disease"):
        codes = [("ICD-10-CM", chance.choice([c for c in ICD if name in above_icd(c)]), name, None)]
    if not codes:
        return
    system, code, _, kind = chance.choice(codes)
    if kind and entry.get("type") not in (None, kind):
        return
    entry["system"], entry["code"] = system, code
    if chance.odds(0.7):
        del entry["name"]


def above_icd(code):
    concept, _ = VOCABULARY.place("conditions", None, code, "ICD-10-CM")
    return VOCABULARY.line(concept) if concept else ()


def add_icd(chance, record):
    entry = new_entry(chance, "conditions")
    del entry["name"]
    record["conditions"].append({"code": chance.choice(ICD), "system": "ICD-10-CM", **entry})


def set_end(chance, entry, section):
    if section != "procedures":
        change_end(chance, entry, section)


# --- absence and completeness ----------------------------------------------------------------------------------------

def add_absent(chance, record):
    """An absence: of something listed, of what stands above or below it, or of anything."""
    section = chance.choice(("conditions", "conditions", "procedures", "medications"))
    listed = [e["name"] for e in record[section] if e.get("name") in VOCABULARY.parent]
    concept = chance.choice(listed) if listed and chance.odds(0.5) else draw_concept(chance, section)
    if chance.odds(0.3):
        concept = VOCABULARY.parent[concept] or concept
    entry = {"name": concept, "status": "absent"}
    if chance.odds(0.1):
        entry[START[section]] = chance.date()
    if section == "conditions" and chance.odds(0.2):
        reverify(chance, entry, section)
    record[section].append(entry)


def change_complete(chance, record):
    sections = set(record["complete"])
    sections ^= {chance.choice(LISTS)}
    record["complete"] = [s for s in LISTS if s in sections]


# --- person and attestations -----------------------------------------------------------------------------------------

def change_person(chance, record):
    kind = chance.random()
    if kind < 0.3:
        put(record, "sex", chance.choice((None, "female", "male", "other", "unknown")))
        return
    record.pop("age", None)
    birth = min(chance.birth(), chance.today)
    put(record, "birth_date", iso(birth) if kind < 0.65 else chance.shortened(birth) if kind < 0.8 else None)
    if kind >= 0.8 and chance.odds(0.9) or chance.odds(0.1):
        unit = chance.choice(("a", "a", "a", "mo", "wk", "d", None))
        size = {"a": 1, "mo": 12, "wk": 52, "d": 365, None: 1}[unit]
        years = chance.choice((13, 14, 17, 18, 59, 60, 61, 70, 71, 9))
        record["age"] = {"value": chance.written(str(years * size + chance.choice((-1, 0, 0, 0, 1)))
                                                 + chance.choice(("", "", "", ".9")))}
        put(record["age"], "unit", unit)
        put(record["age"], "date", chance.maybe_date())


def change_attestation(chance, record):
    given = record["attestations"]
    name = chance.choice(list(given)) if given and chance.odds(0.4) else chance.choice(CONCEPTS["attestations"])
    kind = chance.random()
    if kind < 0.2:
        given.pop(name, None)
    elif kind < 0.5:
        given[name] = chance.odds(0.5)
    else:
        given[name] = {"value": chance.odds(0.6), "by": "Dr A"}
        put(given[name], "date", chance.maybe_date())


def add_unplaced(chance, record):
    section = chance.choice(("observations", "conditions", "procedures", "medications", "attestations"))
    if section == "attestations":
        record[section]["nobody knows this"] = True
    elif chance.odds(0.5):
        record[section].append({"name": chance.choice(NONSENSE)})
    else:
        system, code = chance.choice((("CPT", "38242"), ("CPT", "38243"), ("LOINC", "74398-9"), ("RxNorm", "91601"),
                                      ("ICD-10-CM", "Z99.9"), ("SNOMED", "1"), ("LOINC", "2106-3")))
        record[section].append({"code": code, "system": system})


MUTATIONS = ((add_entry, 8), (add_icd, 2), (drop_entry, 3), (copy_entry, 6), (on_entry(redate), 8), (on_entry(shorten_date), 8),
             (on_entry(restate, ("conditions",)), 5), (on_entry(reverify, ("conditions",)), 3),
             (on_entry(regrade, ("conditions",)), 1), (on_entry(respond, ("procedures", "medications")), 4),
             (on_entry(retype, ("procedures",)), 4), (on_entry(respell), 4), (on_entry(recode), 4),
             (on_entry(set_end), 5), (add_absent, 6), (change_complete, 4), (add_observation, 5),
             (drop_observation, 2), (revalue, 10), (redate_observation, 3), (rival_observation, 8),
             (scores_after_transplant, 2), (code_observation, 2), (respell_observation, 2), (change_person, 6),
             (change_attestation, 6), (add_unplaced, 1))
