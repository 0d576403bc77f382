"""Mentions of bodies: every specific organ, office, official, agency, court or mission named."""

from service.extraction.findings.bodies.annotator import annotate_bodies

__all__ = ["annotate_bodies"]
