"""Counts the lines of the primer's exercises in Java and of the same in Python (pytorch.py), as two Markdown tables.

    python3 tools/exercises/lines.py            # from the project's folder

Not counted on either side: imports, comments, blank lines, lines of brackets only, and what prints, checks or explains.
A helper counts for the first exercise that uses it. Statements count as many lines as the formatters give them
(120 columns in Java, 100 in Python). What differs more than 1.3 times is listed.
"""

import re
from pathlib import Path

HERE = Path(__file__).parent
PRIMER = HERE / ".." / ".." / "primer" / "src" / "main" / "java" / "dev" / "obor" / "primer"
SETS = {
    "A": ["Shaping", "Picking", "Likelihoods"],
    "B": ["Neurons", "Slopes", "NamedAxes", "DigitNets"],
    "C": ["Patterned", "Counts", "Clusters"],
    "D": ["Basics", "ByHand", "Networks", "Toy"],
    "E": ["PickledDigits", "OldRandom", "SpeedLadder", "Rules"],
}


def counts(lines):
    return sum(1 for line in lines if re.search(r"\w", line))


def python():
    found, name = {}, None
    for line in (HERE / "pytorch.py").read_text().split("\n"):
        start = re.fullmatch(r"# ([A-E]\d+)", line)
        name = start[1] if start else name
        if name and not start and not re.match(r"\s*(print\(|torch\.testing)", line):
            found.setdefault(name, []).append(line)
    return {name: counts(lines) for name, lines in found.items()}


def statement_end(lines, i):
    depth = 0
    while True:
        code = re.sub(r'"(\\.|[^"\\])*"', "", lines[i])
        depth += sum(code.count(c) for c in "({[") - sum(code.count(c) for c in ")}]")
        if depth <= 0 and (code.rstrip().endswith((";", "}")) or '"""' in code):
            return i
        i += 1


def without_checks(lines):
    kept, i, text = [], 0, False
    while i < len(lines):
        line = lines[i].strip()
        if line.startswith(("page.say", "page.show", "page.same", "page.close", "page.near", "page.holds", "page.fails")):
            if '"""' in line:
                i += 1
                while '"""' not in lines[i]:
                    i += 1
            else:
                i = statement_end(lines, i)
        elif line.startswith(("if (page.digits().real())", "} else {") ) or re.match(r"check(Loosely)?\(", line):
            pass
        elif not line.startswith(("//", "@Override", "throw new AssertionError")):
            kept.append(lines[i])
        i += 1
    return kept


def members(file):
    """The members of a class: a name and the lines of each."""
    lines = file.read_text().split("\n")
    found, i = [], 0
    while i < len(lines):
        line = lines[i]
        start = re.match(r"    (?! |/|\}|@).*?\b(?:record|class) (\w+)|    (?! |/|\}|@).*?(\w+)(?:\(| =)", line)
        if start and " ALL =" not in line:
            # A declaration without initializer ends where its statement does; a body where its brace closes.
            end = statement_end(lines, i)
            found.append((start[1] or start[2], lines[i : end + 1]))
            i = end
        elif start:
            i = statement_end(lines, i)
        i += 1
    return found


def java(set_name):
    names = SETS[set_name]
    # A record of a file of its own is a helper as a whole.
    pool = {}
    exercises = {}
    for name in names:
        file = PRIMER / f"{name}.java"
        text = file.read_text()
        for match in re.finditer(r'new Exercise\("([A-E]\d+)", "[^"]*", (\w+)::(\w+)\)', text):
            exercises[match[1]] = (name, match[3])
        if "new Exercise" in text:
            pool[name] = {}
            for member, lines in members(file):
                pool[name].setdefault(member, []).extend(lines)
        else:
            body = text[text.index("record " + name) :].split("\n")
            pool.setdefault("*", {})[name] = body
    starts = set(exercises.values())
    used, result = set(), {}
    for exercise in sorted(exercises, key=lambda id: (id[0], int(id[1:]))):
        owner, method = exercises[exercise]
        queue, lines = [(owner, method)], []
        while queue:
            room, member = queue.pop()
            if (room, member) in used:
                continue
            used.add((room, member))
            kept = without_checks(pool[room][member])
            if (room, member) == (owner, method):
                kept = kept[1:]  # The signature of an exercise is the primer's.
            lines += kept
            words = set(re.findall(r"\w+", "\n".join(pool[room][member])))
            queue += [(owner, other) for other in pool.get(owner, {}) if other in words and (owner, other) not in starts]
            queue += [("*", other) for other in pool.get("*", {}) if other in words]
        result[exercise] = counts(lines)
    return result


def main():
    peer = python()
    rows, long = [], []
    for name in SETS:
        ours = java(name)
        total, other = sum(ours.values()), sum(peer[id] for id in ours if id in peer)
        rows.append(f"| {name} | {other} | {total} | {total / other:.2f} |")
        print(name, " ".join(f"{id}:{ours[id]}/{peer.get(id, 0)}" for id in ours))
        long += [f"{id} ({ours[id]} : {peer[id]})" for id in ours if ours[id] > 1.3 * peer.get(id, 0)]
    print("\n| set | Python | Java | Java : Python |\n|---|---|---|---|")
    print("\n".join(rows))
    print("\nAbove 1.3:", ", ".join(long))


main()
