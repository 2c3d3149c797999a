"""Every term of the field has a name that a person can read, in every language."""

from collections.abc import Callable
from enum import StrEnum
from typing import ClassVar

import pytest

from assessor import i18n, terms

KINDS = [
    kind
    for kind in vars(terms).values()
    if isinstance(kind, type) and issubclass(kind, StrEnum) and kind is not StrEnum
]
MEMBERS = [member for kind in KINDS for member in kind]


@pytest.mark.parametrize("member", MEMBERS, ids=str)
def test_every_term_has_a_spoken_name(member: StrEnum) -> None:
    name = terms.label(member)
    assert name
    assert name[0].isupper()
    assert all(i18n.translation(lang).gettext(name) for lang in i18n.languages())


@pytest.mark.parametrize("member", MEMBERS, ids=str)
def test_a_value_is_the_lower_case_name_as_files_and_commands_write_it(member: StrEnum) -> None:
    assert member.value == member.name.lower()


def test_two_terms_of_one_kind_never_share_a_name() -> None:
    for kind in KINDS:
        names = [terms.label(member) for member in kind]
        assert len(set(names)) == len(names), kind


def test_only_partly_and_not_met_fall_short() -> None:
    assert {terms.Verdict.PARTLY, terms.Verdict.NOT_MET} == terms.SHORTFALLS


@pytest.mark.parametrize(
    ("place", "spoken"),
    [
        ("table 2, row 5", "tabla 2, fila 5"),
        ("paragraph 11", "párrafo 11"),
        ("record 9", "registro 9"),
        ("1 Seguridad, tramo 2!E6", "1 Seguridad, tramo 2!E6"),
        ("somewhere else", "somewhere else"),
    ],
)
def test_a_place_is_read_in_the_language_of_the_reader(place: str, spoken: str) -> None:
    class Spanish:
        words: ClassVar = {"table": "tabla", "row": "fila", "paragraph": "párrafo"}

        def gettext(self, message: str, /) -> str:
            what, _blank, rest = message.partition(" ")
            return f"{ {**self.words, 'record': 'registro'}[what] } {rest}"

        def ngettext(self, msgid1: str, msgid2: str, n: int, /) -> str:
            return msgid1 if n == 1 else msgid2

    assert terms.place_name(place, Spanish()) == spoken


@pytest.mark.parametrize(
    ("name", "known"),
    [(terms.identifier_name, terms.IDENTIFIERS), (terms.role_name, terms.ROLES)],
)
def test_what_a_company_is_called_has_a_name_unless_it_was_named_freely(
    name: Callable[[str], str], known: dict[str, str]
) -> None:
    assert {key: name(key) for key in known} == known
    assert all(i18n.translation("es").gettext(said) for said in known.values())
    assert name("Registro federal") == "Registro federal"
