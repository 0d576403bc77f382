"""Mentions of bodies: every specific organ, office, official, agency, court or mission named."""

from service.extraction.findings.bodies.annotator import annotate_bodies
from service.extraction.languages.bodies import body_code, body_name

__all__ = ["annotate_bodies", "body_code", "body_name"]
