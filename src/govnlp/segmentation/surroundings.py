"""Find the page furniture and the web page around a text: lines that only show in company."""

import re
from collections import Counter
from collections.abc import Sequence

from govnlp.segmentation import furniture
from govnlp.segmentation.lines import Line
from govnlp.segmentation.markers import marker_of
from govnlp.text.language import language_of
from govnlp.text.sentence_ends import ends_sentence

_SENTENCE_INSIDE = re.compile(r"[a-z]{2}[.!?]\s+\S|[。！？]\S")
# Above an article, a line of more columns than this may be its title and stays.
_MENU_WIDTH = 12
_NEAR = 8
_SENTENCE_WIDTH = 16
_NO_SENTENCE = ("...", "…", "?", "？", "!", "！")
_TAIL = 14
_SURE = 3
_SURE_PAGE = 3
_TITLE_WIDTH = 90


def find_surroundings(lines: Sequence[Line]) -> set[int]:
    """Give the numbers of the lines that are furniture.

    A page number or page head is one by itself; a running title is one beside such a line; a
    navigation link or form is one by itself or in the company of others. Lines of prose never
    are.

    Args:
        lines: the lines of a document (`lines_of`).
    """
    pages = _page_furniture(lines)
    return pages | _web_furniture(lines, pages)


def _page_furniture(lines: Sequence[Line]) -> set[int]:
    marks = {
        number
        for number, line in enumerate(lines)
        if line.width <= 120
        and (furniture.is_page_mark(line.text) or furniture.is_contents_line(line.text))
    }
    marks |= _page_numbers(lines, marks)
    counts = _beside(lines, marks)
    found = set(marks)
    for number in sorted(marks):
        # Heads grow downwards from a page number, feet upwards.
        for step in (1, -1):
            near = number + step
            while 0 <= near < len(lines) and near not in found and near not in marks:
                if not _is_running_title(lines, near, counts):
                    break
                found.add(near)
                near += step
    return found


def _beside(lines: Sequence[Line], marks: set[int]) -> Counter[str]:
    """Count how often a short line stands next to a page mark, or next but one."""
    numbers = {
        near
        for number in marks
        for near in range(number - 2, number + 3)
        if 0 <= near < len(lines) and near not in marks
    }
    return Counter(lines[near].text for near in numbers if lines[near].width <= _TITLE_WIDTH)


def _page_numbers(lines: Sequence[Line], marks: set[int]) -> set[int]:
    """Numbers alone on their lines that go up through the document, or stand by a page mark."""
    bare = [number for number, line in enumerate(lines) if furniture.is_bare_number(line.text)]
    found = {number for number in bare if number - 1 in marks or number + 1 in marks}
    values = [int(lines[number].text.strip("()[]")) for number in bare]
    rising = [
        at
        for at in range(1, len(bare))
        if 0 < values[at] - values[at - 1] <= 2 and bare[at] - bare[at - 1] >= 8
    ]
    for at in rising:
        found |= {bare[at - 1], bare[at]}
    return found


def _is_running_title(lines: Sequence[Line], number: int, counts: Counter[str]) -> bool:
    line = lines[number]
    if line.width > _TITLE_WIDTH or ends_sentence(line.text) or marker_of(line.text) is not None:
        return False
    if furniture.starts_with_symbol(line.text):
        return True
    if counts[line.text] > 1:
        return True
    if not furniture.names_periodical(line.text) or line.text[:1].islower():
        return False
    follower = lines[number + 1].text if number + 1 < len(lines) else ""
    return (line.width <= 60 and not follower[:1].islower()) or _is_title_cased(line.text)


def _is_title_cased(text: str) -> bool:
    words = [word for word in text.split() if word[:1].isalpha() and len(word) > 3]
    return bool(words) and all(not word[:1].islower() for word in words)


def _web_furniture(lines: Sequence[Line], pages: set[int]) -> set[int]:
    evidence = [
        0 if number in pages or line.width > 120 else furniture.web_evidence(line.text)
        for number, line in enumerate(lines)
    ]
    sure = [number for number in range(len(lines)) if _is_sure(evidence, number)]
    found = set(sure)
    if len(sure) < 2:
        return found
    prose = [level < _SURE and _is_prose(line) for line, level in zip(lines, evidence, strict=True)]
    for cluster in _clusters(lines, sure, prose):
        first, last = cluster[0], cluster[-1]
        behind = not any(prose[last:])
        if len(cluster) >= 2:
            found.update(
                number
                for number in range(first, last + 1)
                if behind or evidence[number] or lines[number].width <= _MENU_WIDTH
            )
            found |= _weak_neighbours(evidence, first, last)
        if len(cluster) >= _SURE_PAGE and behind and len(lines) - last <= _TAIL:
            found.update(range(last, len(lines)))
    if len(sure) >= _SURE_PAGE:
        found |= _site_head(lines, prose, found)
    return found


def _is_sure(evidence: list[int], number: int) -> bool:
    """Whether a line is furniture by itself or with the one before or behind it."""
    if evidence[number] != 2:
        return evidence[number] == _SURE
    return (
        max(evidence[max(0, number - 1) : number] + evidence[number + 1 : number + 2], default=0)
        >= 2
    )


def _clusters(lines: Sequence[Line], sure: Sequence[int], prose: Sequence[bool]) -> list[list[int]]:
    """Group sure lines that have no prose and few other lines between them."""
    clusters = [[sure[0]]]
    for number in sure[1:]:
        previous = clusters[-1][-1]
        gap = number - previous - 1
        below_title = gap > 0 and furniture.is_web_byline(lines[number].text)
        if gap < _NEAR and not below_title and not any(prose[previous + 1 : number]):
            clusters[-1].append(number)
        else:
            clusters.append([number])
    return clusters


def _weak_neighbours(evidence: Sequence[int], first: int, last: int) -> set[int]:
    found = set()
    number = first - 1
    while number >= 0 and evidence[number] in (1, 2):
        found.add(number)
        number -= 1
    number = last + 1
    while number < len(evidence) and evidence[number] in (1, 2):
        found.add(number)
        number += 1
    return found


def _site_head(lines: Sequence[Line], prose: Sequence[bool], found: set[int]) -> set[int]:
    """Short lines above the article of a saved page, in a language that the article is not in."""
    article = next((number for number, is_prose in enumerate(prose) if is_prose), None)
    if article is None or article > _TAIL:
        return set()
    language = language_of(lines[article].text)
    return {
        number
        for number in range(article)
        if number not in found
        and lines[number].width <= 60
        and language_of(lines[number].text) not in (language, "und")
    }


def _is_prose(line: Line) -> bool:
    """Whether a line is running text; titles and questions of link lists are not."""
    if line.width >= 100 or (line.width >= 56 and _SENTENCE_INSIDE.search(line.text)):
        return True
    if line.width < _SENTENCE_WIDTH or line.text.endswith(_NO_SENTENCE):
        return False
    return ends_sentence(line.text)
