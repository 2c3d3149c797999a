"""A gap says itself in any language, and another gap within it."""

from assessor.gap import Gap


def gap(message: str, **values: object) -> Gap:
    return Gap("id", "code", blocking=True, message=message, values=values, page="walk")


def test_texts_are_told_in_the_language_asked_for() -> None:
    inner = gap(
        "{what}: {kind_msgid}", what={"es": "La cerca", "en": "The fence"}, kind_msgid="Met"
    )
    outer = gap("Left open with a reason: {gap_text}", gap_text=inner)
    assert outer.text("en") == "Left open with a reason: The fence: Met"
    assert "La cerca: Cumple" in outer.text("es")
