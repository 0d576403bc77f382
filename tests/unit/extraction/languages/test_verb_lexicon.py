"""The verb lexicon of a language: typed files, faults named, a language that is files alone."""

import shutil
from importlib import resources
from pathlib import Path

import pytest
from sample_paragraphs import operative, preambular

from service.extraction.findings.document import AnalysedDocument
from service.extraction.findings.verbs import annotate_verbs
from service.extraction.languages import LanguageResources
from service.extraction.languages.files import LexiconError
from service.extraction.languages.verbs import Form, read_verb_lexicon
from service.model import Header, Language

ENGLISH = Path(str(resources.files("service.extraction.languages"))) / "en"

TOY_VERBS = """
abbreviations = []
asking_lemmas = []
[modifiers]
before = ["multe", "denove"]
after = []
guarded = []
guards = []
[manner]
preposition = "kun"
nouns = ["bedauro"]
intensities = ["granda"]
[framing]
phrases = []
openers = []
[conjunctions]
joining = ["kaj"]
additive = "kaj"
contrast = []
[subjects]
acting_bodies = ["konsilio"]
pronouns = ["ghi"]
articles = ["la"]
relatives = ["kiu"]
[objects]
determiners = ["la"]
complementizers = ["ke"]
prepositions = ["de"]
after_past = ["la"]
[plural_nouns]
forms = []
following = []
preceding = []
prepositions = {}
[participles]
operative = []
operative_after_asking = []
manner_lemmas = []
reason_lemmas = []
strict = []
strict_lemmas = []
lead = []
[adjectives]
words = []
following = []
following_joined = []
[auxiliaries]
copulas = []
copular_participles = []
copula_base = "esti"
copular_lemmas = {}
perfect = "havinte"
continuatives = []
infinitive = "por"
[endings]
adverbs = ["e"]
not_adverbs = []
participles = []
gerunds = []
finite = ["as"]
possessives = []
[endings.unknown_verbs]
operative = { "as" = "i" }
preambular = {}
[complements]
incomplete_alone = []
possessives = []
uncounted = []
words = {}
reach = {}
[complements.light_verbs]
verbs = []
reach = 0
nouns = {}
singular_nouns = []
[verbs]
peti = { finite = "petas", participle = "petante", past = "petis", asks = true }
noti = { finite = "notas", participle = "notante", past = "notis" }
memori = { finite = "memoras", participle = "memorante", past = "memoris" }
decidi = { finite = "decidas", participle = "decidante", past = ["decidis", "decidintis"] }
"""
TOY_ADDRESSEES = """
[noun_phrases]
clause_openers = ["ke"]
inclusions = []
inclusion_words = 0
parentheses = []
aside_participles = []
coordinations = ["kaj"]
inner_parentheses = []
before_nominal_to = []
after_nominal_to = []
idioms = []
participles_before_nouns = []
noun_gerunds = []
not_last = ["kaj"]
before_infinitives = ["por"]
relative_clause_openers = []
[agents]
nouns = ["shtatoj"]
not_agents = []
[predicates]
words = []
passives = []
[requests]
repeating_verbs = []
nouns = []
links = []
weak_links = []
weak_lemmas = []
told_of = []
topics = []
dative_verbs = []
always_personal = []
"""


@pytest.fixture
def toy(tmp_path: Path) -> Path:
    (tmp_path / "verbs.toml").write_text(TOY_VERBS, encoding="utf-8")
    (tmp_path / "addressees.toml").write_text(TOY_ADDRESSEES, encoding="utf-8")
    return tmp_path


@pytest.fixture
def english(tmp_path: Path) -> Path:
    for name in ("verbs.toml", "addressees.toml"):
        shutil.copy(ENGLISH / name, tmp_path)
    return tmp_path


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_forms_are_found_by_word() -> None:
    lexicon = read_verb_lexicon(ENGLISH)
    assert lexicon is not None
    assert lexicon.forms["recognises"].lemma == "recognize"
    assert lexicon.forms["noting"].form is Form.PARTICIPLE
    assert lexicon.forms["determined"].form is Form.ADJECTIVE
    assert lexicon.past["determined"].form is Form.PAST
    assert lexicon.bases["request"].asks
    assert lexicon.starters["remains"] is Form.FINITE
    assert lexicon.starters["having"] is lexicon.starters["being"] is Form.PARTICIPLE
    assert "in" in lexicon.framing.openers
    assert lexicon.is_adverb("strongly")
    assert not lexicon.is_adverb("supply")


def test_a_language_without_verbs_has_no_lexicon(tmp_path: Path) -> None:
    assert read_verb_lexicon(tmp_path) is None


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("verbs.toml", 'additive = "and"', "", "conjunctions.additive: Field required"),
        ("verbs.toml", "additive = ", "aditive = ", "conjunctions.aditive: Extra inputs"),
        ("verbs.toml", "asks = true }", "ask = true }", ".ask: Extra inputs"),
        ("verbs.toml", 'joins = "lead"', 'joins = "never"', ".joins: Input should be"),
        ("verbs.toml", '"on this basis"', '""', "framing.phrases: Value error, phrases are"),
        ("verbs.toml", '["continues", ', '["lasts", ', "forms of no verb: ['lasts']"),
        ("addressees.toml", "told_of = ", "told = ", "requests.told: Extra inputs"),
        ("addressees.toml", "words = 14", 'words = "many"', "noun_phrases.inclusion_words: "),
    ],
)
def test_a_wrong_key_or_value_is_named(
    english: Path, name: str, old: str, new: str, said: str
) -> None:
    replace(english / name, old, new)
    with pytest.raises(LexiconError) as raised:
        read_verb_lexicon(english)
    assert said in str(raised.value)


def test_verbs_need_addressees(toy: Path) -> None:
    (toy / "addressees.toml").unlink()
    with pytest.raises(LexiconError, match="needs an addressees"):
        read_verb_lexicon(toy)


def test_a_language_of_files_alone_gives_verbs_and_addressees(toy: Path) -> None:
    language = LanguageResources(Language.GERMAN, toy)
    document = AnalysedDocument.of(
        Header(),
        [
            preambular("Memorante la puton, kaj notante kun granda bedauro la sekecon,"),
            operative("Denove petas la shtatoj por fosi, kaj decidas la fermon;"),
            operative("Plantas la arbon;", ((0, 7),)),
        ],
    )
    annotate_verbs(document, language)
    assert [
        (verb.lemma, verb.modifiers, verb.addressee)
        for paragraph in document.paragraphs
        for verb in paragraph.verbs
    ] == [
        ("memori", (), None),
        ("noti", ("kun granda bedauro",), None),
        ("peti", ("denove",), "la shtatoj"),
        ("decidi", (), None),
        ("planti", (), None),
    ]
