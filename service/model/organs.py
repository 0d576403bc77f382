"""The bodies that adopt resolutions or issue drafts, with the code each has in this service.

Codes are those of the body lexicon (`service/extraction/languages/en/bodies.toml`), so that
an organ and a mention of the same body carry the same code.
"""

from enum import StrEnum
from typing import Self


class Organ(StrEnum):
    """A body that acts by resolution or decision; its value is its code, `label` its name."""

    label: str
    symbol_prefix: str
    """How the organ's resolutions begin: "A/RES/"; empty where it has no resolution series."""

    def __new__(cls, code: str, label: str, symbol_prefix: str) -> Self:
        """Make a member of the three things that its line says."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        member.symbol_prefix = symbol_prefix
        return member

    GENERAL_ASSEMBLY = "GA", "General Assembly", "A/RES/"
    SECURITY_COUNCIL = "SC", "Security Council", "S/RES/"
    ECOSOC = "ECOSOC", "Economic and Social Council", "E/RES/"
    TRUSTEESHIP_COUNCIL = "TC", "Trusteeship Council", "T/RES/"
    HUMAN_RIGHTS_COUNCIL = "HRC", "Human Rights Council", "A/HRC/RES/"
    COMMISSION_ON_HUMAN_RIGHTS = "CHR", "Commission on Human Rights", "E/CN.4/RES/"
    CCPCJ = "CCPCJ", "Commission on Crime Prevention and Criminal Justice", "E/CN.15/RES/"
    CND = "CND", "Commission on Narcotic Drugs", "E/CN.7/RES/"
    CSW = "CSW", "Commission on the Status of Women", "E/CN.6/RES/"
    CSOCD = "CSocD", "Commission for Social Development", "E/CN.5/RES/"
    CPD = "CPD", "Commission on Population and Development", "E/CN.9/RES/"
    CSTD = "CSTD", "Commission on Science and Technology for Development", "E/CN.16/RES/"
    STATISTICAL_COMMISSION = "UNSC-STAT", "Statistical Commission", "E/CN.3/RES/"
    ESCAP = "ESCAP", "Economic and Social Commission for Asia and the Pacific", "E/ESCAP/RES/"
    ECA = "ECA", "Economic Commission for Africa", "E/ECA/RES/"
    ECLAC = "ECLAC", "Economic Commission for Latin America and the Caribbean", "E/ECLAC/RES/"
    ESCWA = "ESCWA", "Economic and Social Commission for Western Asia", "E/ESCWA/RES/"
    ECE = "ECE", "Economic Commission for Europe", "E/ECE/RES/"
    OTHER = "other", "Other body", ""
