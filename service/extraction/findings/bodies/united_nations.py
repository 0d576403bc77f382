"""When "the United Nations" is somebody who acts, and when it merely says whose something is."""

import re

_FOLLOWS = re.compile(
    r"(?:'s?\b|[,;:.)\]”\"]|$"
    r"| (?:and|or|to|in|on|with|for|by|at|as|is|are|was|were|has|have|had|should|shall|must|can"
    r"|could|will|would|may|might|through|under|from|that|which|who|while|including|during|into"
    r"|within|when|where|also|upon|before|after|since|between|via|over|until|throughout|itself"
    r"|can|not|continues?|remains?|plays?|provides?|supports?|serves?|assists?|works?|takes?"
    r"|more|against|alone|together|regarding|towards?|but|of|so|being|having|about|both|needs?"
    r"|it|its|made|given|there|than|stands?|leads?|played|provided|welcomes?)\b)"
)
_WHOSE = re.compile(r"(?P<noun>[\w'-]+) (?P<link>of|to|at|within|in) the $", re.IGNORECASE)
_LISTED_BEFORE = re.compile(r"(?:, |\band )$")
_LISTED_AFTER = re.compile(r",? and |, ")
_SEATED = frozenset({"missions", "mission", "observer", "headquarters"})
_ACTS = frozenset(
    {
        "role", "support", "efforts", "effort", "assistance", "auspices", "work", "involvement",
        "cooperation", "presence", "engagement", "contribution", "contributions", "behalf", "part",
        "participation", "activities", "action", "actions", "leadership", "help", "capacity",
        "ability", "commitment", "effectiveness", "relationship", "partnership", "authority",
        "supervision", "responsibility", "initiative", "access", "responses", "response", "calls",
        "those", "that", "credibility", "experience", "reform", "mediation", "efficiency",
        "capabilities", "operations", "coordination", "functioning", "resources", "centre", "heart",
        "contributing", "importance", "strengthening", "representatives", "provided", "offered",
        "related", "given", "call", "message", "messages", "history", "reports", "report",
        "approach",
    }
)  # fmt: skip


def acts(text: str, start: int, end: int) -> bool:
    """Whether "United Nations" at this place of a plain text names an actor."""
    if not _FOLLOWS.match(text, end):
        return False
    before = text[max(0, start - 40) : start]
    if not before.lower().endswith("the "):
        # "cooperation between States, United Nations and …" lists it without article.
        return bool(_LISTED_BEFORE.search(before) and _LISTED_AFTER.match(text, end))
    whose = _WHOSE.search(before)
    if whose is None:
        return True
    noun = whose["noun"].lower()
    return noun in _ACTS if whose["link"].lower() == "of" else noun not in _SEATED
