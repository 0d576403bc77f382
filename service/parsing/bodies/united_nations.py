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
_WHOSE = re.compile(
    r"(?P<noun>[\w'-]+) (?:of|to|at|within|in) the $",
    re.IGNORECASE,
)
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
        "related", "given", "call", "message", "messages", "history", "reports", "report", "approach",
    }
)  # fmt: skip


def acts(text: str, start: int, end: int) -> bool:
    """Whether "United Nations" at this place of a plain text names an actor."""
    if not _FOLLOWS.match(text, end):
        return False
    before = text[max(0, start - 40) : start]
    if not re.search(r"\b[Tt]he $", before):
        # "cooperation between States, United Nations and …" lists it without article.
        return (
            bool(re.search(r"(?:, |\band |\bUnited Nations, )$", before))
            and text[end : end + 1] in {",", " "}
            and bool(re.match(r",? and |, ", text[end:]))
        )
    whose = _WHOSE.search(before)
    if whose is None:
        return True
    noun, link = whose["noun"].lower(), whose[0][len(whose["noun"]) + 1 :].split()[0].lower()
    return (link != "of" and noun not in {"missions", "mission", "observer", "headquarters"}) or (
        link == "of" and noun in _ACTS
    )
