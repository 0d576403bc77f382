"""The engines compared, one module each, by name.

Modules are loaded when their engine is used: no rival needs to be installed for the others.
"""

from service.evaluation.comparison.engines.interface import Maker

OWN = ("columnar", "columnar-answers", "columnar-nothing", "whoosh", "whoosh-nothing")
"""Ours: with caches of what requests share, with cached answers too, and without caches."""
PLAIN = "tantivy-plain"
"""tantivy counting facets once over all matches, with chosen fields' own filters: less work."""
RAW = "tantivy-raw"
"""tantivy with its own English analysis: only its build is measured."""
RIVALS = ("tantivy", PLAIN, "sqlite", "postgres")
NAMES = OWN + RIVALS


def files_of(name: str) -> str:
    """The engine that builds what this one reads: some only ask otherwise."""
    return name.partition("-")[0] if name != RAW else name


def maker_of(name: str) -> Maker:
    """How an engine is made. Raises ValueError for an unknown one, ImportError where it lacks."""
    if name in OWN:
        from service.evaluation.comparison.engines.own_engines import CachePolicy, OwnMaker

        engine, _, policy = name.partition("-")
        return OwnMaker(engine, CachePolicy(policy or CachePolicy.PARTS))
    if name.startswith("tantivy"):
        from service.evaluation.comparison.engines.tantivy_engine import TantivyMaker

        return TantivyMaker(raw=name == RAW, plain=name == PLAIN)
    if name == "sqlite":
        from service.evaluation.comparison.engines.sqlite_engine import SqliteMaker

        return SqliteMaker()
    if name == "postgres":
        from service.evaluation.comparison.engines.postgres_engine import PostgresMaker

        return PostgresMaker()
    raise ValueError(f"there is no engine “{name}”; there are: {', '.join(NAMES)}")
