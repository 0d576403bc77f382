"""Official markup rendered as a typed page: order, numbers, superscripts, page ends."""

from service.evaluation.accuracy.typed_pages import render

_PAGE_OF_WORDS = "word " * 620

_DOCUMENT = """<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><statement>
<meta><p>hidden</p></meta>
<preamble><container name="Recalling"><p><span class="italic">Recalling</span>
 the Lake Charter,<authorialNote marker="12"><p>Resolution 91/4.</p></authorialNote> as amended,</p>
</container></preamble>
<mainBody><paragraph><num>1.</num><content><p>{words}end;</p></content></paragraph></mainBody>
</statement></akomaNtoso>"""


def _render(words: str, *, cut_paragraphs: bool) -> list[str]:
    data = _DOCUMENT.format(words=words).encode()
    return render(data, cut_paragraphs=cut_paragraphs).strip().split("\n\n")


def test_text_stands_in_order_with_numbers_and_superscript_markers() -> None:
    assert _render("Decides to ", cut_paragraphs=False) == [
        "Recalling the Lake Charter,¹² as amended,",
        "1. Decides to end;",
        "¹² Resolution 91/4.",
    ]


def test_footnotes_stand_after_the_paragraph_that_fills_the_page() -> None:
    paragraphs = _render(_PAGE_OF_WORDS, cut_paragraphs=False)
    assert [text[:9] for text in paragraphs] == ["Recalling", "1. word w", "¹² Resolu"]


def test_footnotes_cut_the_paragraph_where_the_page_is_full() -> None:
    first, start, note, rest = _render(_PAGE_OF_WORDS, cut_paragraphs=True)
    assert first.startswith("Recalling")
    assert note == "¹² Resolution 91/4."
    assert f"{start} {rest}" == f"1. {_PAGE_OF_WORDS}end;"
