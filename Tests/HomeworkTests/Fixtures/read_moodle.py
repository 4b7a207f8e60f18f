"""Read a Moodle question bank with nothing of Convscope's: the XML parser of Python, a parser of HTML for
what students see, Moodle's own grammar of embedded answers, and plain loops that work out what is asked
from the numbers on the page.

    read_moodle.py BANK.xml     prints the questions as JSON
"""

import html.parser
import json
import re
import sys
import xml.etree.ElementTree as ElementTree

# docs.moodle.org, "Embedded Answers (Cloze) question type": {points:TYPE:answers}, answers parted by ~, a right
# one begins with = or with %100%, its tolerance stands behind a colon, feedback behind #.
FIELD = re.compile(r"\{(\d+):(NUMERICAL|NM):([^{}]*)\}")
ANSWER = re.compile(r"(=|%(-?\d+)%)?([^:#~]+)(?::([^#~]*))?(?:#(.*))?$")


def number(text):
    return float(text.replace("−", "-"))


class Page(html.parser.HTMLParser):
    """The tables of numbers by their captions, the items of lists, and all words."""

    def __init__(self, text):
        super().__init__()
        self.tables, self.items, self.words, self.place = {}, [], [], []
        self.caption = None
        self.feed(text)
        self.close()
        if self.place:
            raise ValueError(f"<{self.place[-1]}> is not closed")

    def handle_starttag(self, tag, attributes):
        self.place.append(tag)
        if tag == "table":
            self.caption, self.rows = "", []
        elif tag == "tr":
            self.rows.append([])
        elif tag == "td":
            self.rows[-1].append("")
        elif tag == "li":
            self.items.append("")

    def handle_endtag(self, tag):
        if not self.place or self.place.pop() != tag:
            raise ValueError(f"</{tag}> closes nothing")
        if tag == "table" and self.caption:
            self.tables[self.caption] = [[number(cell) for cell in row] for row in self.rows]

    def handle_data(self, text):
        tag = self.place[-1] if self.place else None
        if tag == "caption":
            self.caption += text
        elif tag == "td":
            self.rows[-1][-1] += text
        elif tag == "li":
            self.items[-1] += text
        self.words.append(text)


def convolved(image, kernel, stride, padding):
    width = len(image[0]) + 2 * padding
    ring = [[0.0] * width for _ in range(padding)]
    image = ring + [[0.0] * padding + row + [0.0] * padding for row in image] + ring
    rows, columns = len(kernel), len(kernel[0])
    return [
        [
            sum(kernel[i][j] * image[r + i][c + j] for i in range(rows) for j in range(columns))
            for c in range(0, width - columns + 1, stride)
        ]
        for r in range(0, len(image) - rows + 1, stride)
    ]


def maximum(image, size, stride):
    return [
        [
            max(image[r + i][c + j] for i in range(size) for j in range(size))
            for c in range(0, len(image[0]) - size + 1, stride)
        ]
        for r in range(0, len(image) - size + 1, stride)
    ]


def named(text, name, usual):
    found = re.search(rf"{name} (\d+)", text)
    return int(found.group(1)) if found else usual


def worked_out(page):
    """What the page asks for, from what stands on it; None where the words are not known here."""
    words = " ".join(page.words)
    said = re.search(r"An image of (\d+)×\1, a (\d+)×\2 kernel, stride (\d+), padding (\d+)\.", words)
    if said:
        size, kernel, stride, padding = map(int, said.groups())
        return [(size + 2 * padding - kernel) // stride + 1] * 2
    if not page.items or not page.items[0].startswith("conv2d"):
        return None
    values, kernel = [page.tables["input"]], page.tables["kernel"]
    for item in page.items:
        before = values[-1]
        if item.startswith("conv2d"):
            values.append(convolved(before, kernel, named(item, "stride", 1), named(item, "padding", 0)))
        elif item.startswith("relu"):
            values.append([[max(0.0, x) for x in row] for row in before])
        elif item.startswith("max_pool2d"):
            size = named(item, "kernel_size", None)
            values.append(maximum(before, size, named(item, "stride", size)))
        else:
            return None
    cell = re.search(r"Which number stands in row (\d+), column (\d+) of the output\?", words)
    if cell:
        return [values[-1][int(cell.group(1))][int(cell.group(2))]]
    numbers = []
    for what, op in re.findall(r"What (size has the result|is the result) of (\d+)\. ", words):
        value = values[int(op)]
        numbers += [len(value), len(value[0])] if what.startswith("size") else [x for row in value for x in row]
    return numbers or None


def fields(question, text):
    if question.get("type") == "numerical":
        answers = [
            {
                "fraction": int(answer.get("fraction")),
                "number": float(answer.findtext("text")),
                "tolerance": float(answer.findtext("tolerance")),
                "says": " ".join(Page(answer.findtext("feedback/text") or "").words),
            }
            for answer in question.findall("answer")
        ]
        return [{"points": float(question.findtext("defaultgrade")), "answers": answers}]
    result = []
    for points, _, answers in FIELD.findall(text):
        parsed = []
        for answer in answers.split("~"):
            sign, fraction, number, tolerance, says = ANSWER.match(answer).groups()
            share = 100 if sign == "=" else int(fraction or 0)
            parsed.append(
                {
                    "fraction": share,
                    "number": float(number),
                    "tolerance": float(tolerance or 0),
                    "says": says or "",
                }
            )
        result.append({"points": float(points), "answers": parsed})
    return result


def main():
    root = ElementTree.parse(sys.argv[1]).getroot()
    assert root.tag == "quiz", root.tag
    questions = []
    for question in root.findall("question"):
        if question.get("type") == "category":
            continue
        text = question.findtext("questiontext/text")
        assert question.find("questiontext").get("format") == "html"
        Page(question.findtext("generalfeedback/text"))
        questions.append(
            {
                "name": question.findtext("name/text"),
                "kind": question.get("type"),
                "fields": fields(question, text),
                "worked": worked_out(Page(FIELD.sub("", text))),
            }
        )
    json.dump(questions, sys.stdout)


main()
