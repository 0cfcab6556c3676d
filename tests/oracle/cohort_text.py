"""Cohort files as text for engine_differential.py: quotes, blanks, line ends, and rows that have to be rejected."""
from chance import iso


class Row:
    """Cells, and the line that says them: `raw`, with its line end."""

    def __init__(self, cells, raw):
        self.cells, self.raw = cells, raw


def quoted(text):
    return '"' + text.replace('"', '""') + '"'


def plain_line(cells):
    return ",".join(quoted(c) if any(x in c for x in ',"\r\n') else c for c in cells) + "\n"


def padded(chance, text):
    """Blanks around a cell do not count, nor does a line end inside quotes."""
    kind = chance.random()
    if kind < 0.01:
        return " " + text
    if kind < 0.02:
        return text + chance.choice((" ", "\t", "  "))
    if kind < 0.025:
        return chance.choice(("\n", "\r\n", "")) + text + "\n"
    return text


def spoil(chance, cohort, row):
    """One thing for which a row is rejected, most of the time. Gives other text in place of the line, or None."""
    kinds = {column.kind: [c.header for c in cohort.columns if c.kind == column.kind] for column in cohort.columns}
    kind = chance.choice(("date", "date", "birth", "value", "value", "id", "order", "code", "age", "text"))
    if kind == "order" and cohort.orders:
        start, end = chance.choice(cohort.orders)
        row[start], row[end] = iso(cohort.today - 10), iso(cohort.today - 11)
    elif kind in kinds:
        row[chance.choice(kinds[kind])] = {
            "date": chance.choice(("2026-02-30", "2025-02-29", "2026-13-01", "0000-01-01", "2026-00")),
            "birth": chance.choice((iso(cohort.today + 1), "2999", "2026-11-31")),
            "value": chance.choice(("1234567890123456789", "1e31", "-3", "<-1", "1.0000000000000000001", "1e-31")),
            "id": "", "age": "-1", "code": chance.choice(("C92.0", "777-3", "8640")),
            "text": chance.choice(("caf\udce9", "a\0b"))}[kind]


def damaged(chance, line):
    """A line that cannot be split, or has too few or too many cells."""
    body, kind = line.rstrip("\r\n"), chance.randrange(5)
    if kind == 0:
        return body.rpartition(",")[0] + "\n"
    if kind == 1:
        return body + ",\n"
    middle = body.find(",", len(body) // 2) + 1
    return body[:middle] + ('"never closed', '"a"b', 'a"b')[kind - 2] + body[middle:] + "\n"


def write_rows(chance, cohort, rows):
    """[Row], some of them spoilt, quoted or with blanks."""
    result, line_end = [], chance.choice(("\n", "\n", "\r\n"))
    for row in rows:
        if chance.odds(0.012):
            row["id"] = chance.choice(("=1+1", "-x", " P 1 ", "caf\u00e9", "a,b", 'a"b', "two\nlines", "@x"))
        if chance.odds(0.02):
            spoil(chance, cohort, row)
        cells = [padded(chance, row[name]) if name != "id" else row[name] for name in cohort.header]
        line = ",".join(quoted(c) if any(x in c for x in ',"\r\n') or chance.odds(0.03) else c for c in cells)
        line = damaged(chance, line) if chance.odds(0.006) else line + line_end
        result.append(Row(cells, "\r\n" * chance.odds(0.01) + line))
    if result and chance.odds(0.3):
        result[-1].raw = result[-1].raw.rstrip("\r\n")
    return result


def file_text(header, rows, mark=False):
    return ("\ufeff" if mark else "") + plain_line(header) + "".join(row.raw for row in rows)
