"""What each command does and answers: the shapes that scripts rely on."""

from pathlib import Path

import pytest

from assessor import config, validations
from assessor.store.workspace import Workspace
from tests import make
from tests.cli.conftest import Run

BOTH = ("--text", "es=Faltan sellos", "--text", "en=Seals are missing")


def test_checklists_are_listed_with_their_counts(run: Run) -> None:
    found = {item["id"]: item for item in run("checklists", data=True).json}
    assert found[make.MANUFACTURER]["requirements"] == 95
    assert (found[make.MANUFACTURER]["must"], found[make.MANUFACTURER]["should"]) == (60, 35)
    assert (found[make.IMPORTER]["must"], found[make.IMPORTER]["should"]) == (58, 34)
    assert "95 requirements" in run("checklists").out


def test_a_checklist_is_shown_with_all_its_texts(run: Run) -> None:
    found = run("checklists", make.MANUFACTURER, data=True).json
    assert len(found) == 95
    assert all(item["id"] == item["ref"] for item in found)
    mixed = next(item for item in found if item["ref"] == "2.2")
    assert [point["level"] for point in mixed["points"]] == ["must", "should"]
    assert set(mixed["points"][0]["text"]) == {"es", "en", "pt", "fr"}
    assert "1.10" not in {item["ref"] for item in found}


def test_a_bad_file_of_ones_own_is_named(run: Run, folder: Path) -> None:
    from assessor import checklist

    make.write_yaml(folder / "checklists" / "small.yaml", make.small() | {"colour": "red"})
    try:
        answer = run("checklists")
        assert answer.code == 0
        assert "small.yaml" in answer.err
        make.write_yaml(folder / "checklists" / "small.yaml", make.small())
        checklist.reload()
        assert "small" in {item["id"] for item in run("checklists", data=True).json}
    finally:
        checklist._folders.remove(folder / "checklists")
        checklist.reload()


def test_start_finds_or_makes_company_and_sites(run: Run) -> None:
    words = ("start", "--checklist", make.MANUFACTURER, "--company")
    first = run(*words, "Textiles Ñandú", "--site", "Norte", "--site", "Sur", data=True)
    assert first.code == 0
    shown = run("show", first.json["id"], data=True).json
    assert shown["number"] == first.json["number"]
    assert [site["name"] for site in shown["sites"]] == ["Norte", "Sur"]
    again = run(*words, "TEXTILES  ñandú", "--site", "sur", "--languages", "en", data=True).json
    shown_again = run("show", again["id"], data=True).json
    assert shown_again["company"]["id"] == shown["company"]["id"]
    assert [site["id"] for site in shown_again["sites"]] == [shown["sites"][1]["id"]]
    assert shown_again["languages"] == ["en"]
    unclear = run(*words, shown["company"]["id"])
    assert unclear.code == 2
    assert "Norte, Sur" in unclear.err
    other = run(*words, "Otra", data=True).json
    assert [site["name"] for site in run("show", other["id"], data=True).json["sites"]] == ["Otra"]
    assert run(*words, "Otra").code == 0


def test_start_takes_another_programme_than_the_checklists_own(run: Run) -> None:
    words = ("start", "--checklist", make.MANUFACTURER, "--company", "Hilos", "--profile")
    started = run(*words, "mexico-oea", data=True).json
    assert run("show", started["id"], data=True).json["profile"] == "mexico-oea"
    wrong = run(*words, "no-such")
    assert wrong.code == 1
    assert "mexico-oea" in wrong.err


def test_two_companies_of_one_name_must_be_told_apart(run: Run, folder: Path) -> None:
    workspace = Workspace.open(folder)
    cases = [make.visit(workspace) for _turn in range(2)]
    workspace.close()
    words = ("start", "--checklist", make.IMPORTER, "--company")
    answer = run(*words, "Textiles Ándara, S.A. de C.V.", data=True)
    assert (answer.code, answer.json["error"]) == (1, "AmbiguousCompany")
    assert cases[0].company_id in answer.json["hint"]
    assert run(*words, cases[0].company_id).code == 0


def test_validations_are_listed_latest_first(run: Run, folder: Path) -> None:
    assert run("validations", data=True).json == []
    assert "import-saq" in run("validations").out
    workspace = Workspace.open(folder)
    ids = [make.visit(workspace, legal_name=name).id for name in ("Una", "Dos")]
    workspace.close()
    found = run("validations", data=True).json
    assert [row["id"] for row in found] == ids[::-1]
    assert {
        "id", "number", "company", "sites", "programme", "checklist", "phase", "version",
        "visit_start", "visit_end", "languages", "total", "assessed", "findings",
        "recommendations", "good_practices", "next_due",
    } <= set(found[0])  # fmt: skip
    assert (found[0]["total"], found[0]["assessed"]) == (95, 0)
    assert run("validations").out.splitlines()[0].split("  ")[0] == found[0]["number"]


def test_show_holds_everything_a_script_needs(run: Run, case: make.Case) -> None:
    run("assess", "V", "2.2", "partly", "--point", "b", "--seen", "es=Visto", "--note", "Ojo")
    shown = run("show", "V", data=True).json
    assert {
        "id", "number", "phase", "version", "company", "checklist", "edition", "programme",
        "profile", "languages", "visit", "sites", "people", "counts", "sections", "requirements",
        "observations", "evidence", "files", "risks", "deviations", "reports", "gaps", "priors",
        "notice", "deadlines",
    } == set(shown)  # fmt: skip
    assert shown["notice"]["period"]["days"] == 30
    assert shown["notice"]["in_time"] is None
    due = {item["name"]: (item["date"], item["reckoned"]) for item in shown["deadlines"]}
    assert due["revalidation"] == (None, "4 years after the report")
    item = next(item for item in shown["requirements"] if item["ref"] == "2.2")
    assert {
        "id", "ref", "section", "title", "level", "claim", "verdict", "complete", "mismatch",
        "points", "answers", "observations", "evidence", "gaps",
    } == set(item)  # fmt: skip
    assert (item["verdict"], item["complete"], item["claim"]) == ("partly", False, "none")
    first, second = item["points"]
    assert (first["verdict"], second["verdict"]) == (None, "partly")
    [place] = second["sites"]
    assert (place["site"], place["seen"], place["note"]) == ("Planta Norte", {"es": "Visto"}, "Ojo")
    assert shown["counts"]["not_seen"] == 95
    assert sum(section["total"] for section in shown["sections"]) == 95


def test_show_reads_well(run: Run, case: make.Case) -> None:
    run("assess", "V", "6.2", "not_met", "--seen", "en=Two seals were missing")
    run("observe", "V", "6.2", *BOTH)
    run("visit", "V", "visit_start=2026-11-18")
    text = run("show", "V").out
    assert "Notice of the visit by Oct 19, 2026 (30 calendar days before the visit" in text
    assert "Answer to findings by: 90 calendar days after the report" in text
    assert "✖  6.2" in text
    assert "Seals are missing" in text
    assert "answer due after 90 days" in text
    one = run("show", "V", "6.2").out
    assert "Two seals were missing" in one
    assert "Look for:" in one
    found = run("show", "V", "6.2", data=True).json
    assert {"look_for", "ask", "points", "answers"} <= set(found)
    assert set(found["points"][0]) >= {"id", "level", "text", "verdict", "sites"}
    assert "Applies when" in run("show", "V", "9.12").out


def test_assess_answers_with_the_requirement(run: Run, case: make.Case) -> None:
    answer = run(
        "assess", "V", "4.10", "na", "--reason", "es=Prohibido", "--reason", "en=Forbidden",
        "--second-person", "Eva Mora", data=True,
    )  # fmt: skip
    assert answer.json["validation"] == case.id
    assert (answer.json["ref"], answer.json["verdict"]) == ("4.10", "na")
    [place] = answer.json["points"][0]["sites"]
    assert place["reason"] == {"es": "Prohibido", "en": "Forbidden"}
    assert place["second_person"] == "Eva Mora"
    plain = run("assess", "V", "4.3", "not-verified", "--reason", "No había acceso", data=True)
    assert plain.json["points"][0]["sites"][0]["reason"] == {"und": "No había acceso"}
    assert run("assess", "V", "4.3", "met").out.startswith("● 4.3 Met")


@pytest.mark.parametrize(
    ("ref", "point", "kind"),
    [
        ("6.2", None, "finding"),
        ("9.2", None, "recommendation"),
        ("2.2", "a", "finding"),
        ("2.2", "b", "recommendation"),
    ],
)
def test_the_level_decides_the_kind(
    run: Run, case: make.Case, ref: str, point: str | None, kind: str
) -> None:
    chosen = ["--point", point] if point else []
    run("assess", "V", ref, "not_met", *chosen)
    made = run("observe", "V", ref, *BOTH, *chosen, data=True).json
    assert {"id", "number", "kind", "refs", "due"} <= set(made)
    assert (made["kind"], made["refs"]) == (kind, [ref])
    if kind == "finding":
        expected = {"days": 90, "working": False, "starts": "report_issued", "date": None}
        expected |= {"months": 0, "start": None, "moved_from": None}
        assert made["due"] == expected
    else:
        assert made["due"] is None


def test_a_good_practice_is_said_to_be_one(run: Run, case: make.Case) -> None:
    made = run("observe", "V", "6.6", "1.2", *BOTH, "--good-practice", data=True).json
    assert (made["kind"], made["refs"], made["due"]) == ("good_practice", ["6.6", "1.2"], None)


def test_observations_take_evidence_and_all_their_texts(
    run: Run, case: make.Case, photograph: Path
) -> None:
    made = run(
        "observe", "V", "6.2", *BOTH, "--action", "es=Sellar", "--why", "es=Riesgo",
        "--evidence", photograph, "--site", "planta norte", data=True,
    ).json  # fmt: skip
    assert made["action"] == {"es": "Sellar"}
    assert made["site"] == "Planta Norte"
    shown = run("show", "V", data=True).json
    [piece] = shown["evidence"]
    assert made["evidence"] == [piece["id"]]
    assert (piece["refs"], piece["observations"]) == (["6.2"], [made["id"]])
    assert piece["taken_at"].startswith("2026-11-18")


def test_an_observation_is_withdrawn_by_number_or_id(run: Run, case: make.Case) -> None:
    first = run("observe", "V", "6.2", *BOTH, data=True).json
    second = run("observe", "V", "6.5", *BOTH, data=True).json
    assert run("withdraw", "V", "1").code == 0
    assert run("withdraw", "V", second["id"], data=True).json["id"] == second["id"]
    assert run("show", "V", data=True).json["observations"] == []
    run("undo", "V")
    [left] = run("show", "V", data=True).json["observations"]
    assert left["id"] == second["id"] != first["id"]


def test_evidence_is_added_to_requirements(run: Run, case: make.Case, photograph: Path) -> None:
    words = ("--caption", "es=Andén", "--caption", "en=Dock")
    added = run("evidence", "V", "6.2", "6.1", photograph, *words, data=True).json
    assert (added["number"], added["refs"]) == (1, ["6.2", "6.1"])
    assert added["caption"] == {"es": "Andén", "en": "Dock"}
    run("observe", "V", "6.2", *BOTH)
    added = run("evidence", "V", photograph, "--observation", "01", data=True).json
    assert len(added["observations"]) == 1
    assert photograph.name in run("evidence", "V", "6.2", photograph, "--site", "Planta Norte").out


def test_gaps_name_what_blocks_first(run: Run, case: make.Case) -> None:
    run("assess", "V", "6.2", "not_met")
    found = run("gaps", "V", data=True).json
    assert {
        "id", "code", "blocking", "message", "page", "ref", "point", "site_id", "observation",
        "language", "field",
    } == set(found[0])  # fmt: skip
    assert [gap["blocking"] for gap in found] == sorted(
        (gap["blocking"] for gap in found), reverse=True
    )
    assert "finding_missing" in {gap["code"] for gap in found if gap["ref"] == "6.2"}
    assert run("gaps", "V").out.startswith("blocks")


def test_a_gap_may_be_left_open_with_a_reason(run: Run, case: make.Case) -> None:
    run("assess", "V", "6.2", "not_met")
    gap = next(g for g in run("gaps", "V", data=True).json if g["code"] == "finding_missing")
    words = (
        "deviate",
        "V",
        gap["id"],
        "--reason",
        "Se corrigió en la visita",
        "--agreed-by",
        "Eva",
    )
    assert run(*words, data=True).json["reason"] == {"und": "Se corrigió en la visita"}
    after = {g["id"]: g for g in run("gaps", "V", data=True).json}
    assert not after[gap["id"]]["blocking"]
    assert run("show", "V", data=True).json["deviations"][0]["agreed_by"] == "Eva"


def test_nothing_missing_is_said(run: Run, folder: Path) -> None:
    workspace = Workspace.open(folder)
    case = make.ready(workspace)
    texts = dict.fromkeys(("limits", "summary"), make.WORDS)
    validations.change_visit(workspace, case.id, **texts)  # type: ignore[arg-type]
    workspace.close()
    assert run("gaps", "V", data=True).json == []
    assert run("gaps", "V").out == "Nothing is missing.\n"


def test_history_is_newest_first(run: Run, case: make.Case) -> None:
    run("settings", "name", "Ana Ruiz")
    run("assess", "V", "6.2", "met")
    run("undo", "V")
    undo, verdict, *_older = run("history", "V", data=True).json
    assert {
        "id", "number", "device", "at", "by", "label", "msgid", "subject", "validation", "undoes",
        "changes",
    } == set(undo)  # fmt: skip
    assert (undo["label"], undo["undoes"]) == ("Undo", verdict["id"])
    assert (verdict["subject"], verdict["by"]) == ("6.2", "Ana Ruiz")
    assert verdict["changes"][0]["table"] == "assessment"
    assert len(run("history", "--limit", "2", data=True).json) == 2
    assert len(run("history").out.splitlines()) == 5


def test_undo_and_redo_say_what_they_moved(run: Run, case: make.Case) -> None:
    run("assess", "V", "6.2", "met")
    assert run("undo", "V").out == "Undone: Verdict\n"
    assert run("redo", "V", data=True).json == {"id": case.id, "redone": "Verdict"}


def test_the_form_of_the_visit_is_filled(run: Run, case: make.Case) -> None:
    answer = run(
        "visit", "V", "visit_start=2026-11-18", "mode=remote", "scope.es=Alcance",
        "scope.en=Scope", "languages=en,es", "private_note=Ojo", "purpose=Como se escribió",
        data=True,
    ).json  # fmt: skip
    assert answer["visit_start"] == "2026-11-18"
    assert answer["scope"] == {"es": "Alcance", "en": "Scope"}
    assert answer["purpose"] == {"und": "Como se escribió"}
    assert (answer["languages"], answer["mode"]) == (["en", "es"], "remote")
    run("visit", "V", "scope.es=Otro")
    again = run("visit", "V", data=True).json
    assert again["scope"] == {"es": "Otro", "en": "Scope"}
    run("visit", "V", "visit_start=")
    shown = run("visit", "V").out
    assert "visit_start" not in shown
    assert "scope.es = Otro" in shown
    assert "languages = en, es" in shown


def test_sites_people_and_risks_are_recorded(run: Run, case: make.Case) -> None:
    sites = run("site", "V", "Oficina", "--leave-out", "--reason", "es=Ventas", data=True).json
    assert [(site["name"], site["in_scope"]) for site in sites] == [
        ("Planta Norte", True),
        ("Oficina", False),
    ]
    assert sites[1]["reason"] == {"es": "Ventas"}
    assert "● Oficina" in run("site", "V", "oficina").out
    run(
        "person", "V", "Eva Mora", "--part", "lead", "--post", "Validadora", "--organisation", "SAT"
    )
    [person] = run("show", "V", data=True).json["people"]
    assert (person["name"], person["part"], person["post"]) == ("Eva Mora", "lead", "Validadora")
    words = ("--topic", "es=Robo", "--likelihood", "4", "--consequence", "5", "--response", "treat")
    assert run("risk", "V", *words, data=True).json["rating"] == "extreme"
    assert run("risk", "V", "--topic", "es=Robo", "--remaining").out == "Incomplete\n"


def test_the_improvement_plan_is_listed_and_filled(run: Run, case: make.Case) -> None:
    run("assess", "V", "6.2", "not_met")
    made = run("observe", "V", "6.2", *BOTH, data=True).json
    [card] = run("actions", "V", data=True).json
    assert (card["observation"], card["status"], card["refs"]) == (made["id"], "proposed", ["6.2"])
    filled = run(
        "action", "V", "01", "problem=Sin sellos", "progress=40", "due_on=2027-01-15",
        "status=agreed", "review_comment=Bien", data=True,
    ).json  # fmt: skip
    assert (filled["problem"], filled["progress"], filled["status"]) == ("Sin sellos", 40, "agreed")
    assert (filled["due_on"], filled["review_comment"]) == ("2027-01-15", "Bien")
    again = run("action", "V", made["id"], "review_comment=Falta la foto", data=True).json
    assert (again["status"], again["review_comment"]) == ("agreed", "Falta la foto")
    assert "01 · 6.2" in run("action", "V", "1", "measure=Cero").out
    assert "Seals are missing" in run("actions", "V").out


def test_settings_are_kept(run: Run, folder: Path) -> None:
    assert run("settings", "name", data=True).json == {"name": ""}
    run("settings", "name", "Ana Ruiz")
    run("settings", "report_languages", "en,es")
    run("settings", "language", "es")
    kept = config.load_settings(folder)
    assert (kept.name, kept.language, kept.report_languages) == ("Ana Ruiz", "es", ("en", "es"))
    assert run("settings", "language", "").code == 0
    assert "name = Ana Ruiz" in run("settings").out


def test_the_counts_are_those_of_the_requirements(run: Run) -> None:
    made = run("demo", data=True).json["id"]
    shown = run("show", made, data=True).json
    counts, items = shown["counts"], shown["requirements"]
    for verdict in ("met", "partly", "not_met", "na", "not_verified"):
        mine = [item for item in items if item["verdict"] == verdict]
        assert counts[verdict] == len(mine)
        assert sum(section[verdict] for section in shown["sections"]) == len(mine)
    assert counts["mismatches"] == sum(item["mismatch"] for item in items)
    kinds = [item["kind"] for item in shown["observations"]]
    for kind in ("finding", "recommendation"):
        assert counts[f"{kind}s"] == kinds.count(kind)
    assert counts["good_practices"] == kinds.count("good_practice")
    listed = next(row for row in run("validations", data=True).json if row["id"] == made)
    assert listed["findings"] == counts["findings"]
    assert listed["assessed"] == counts["assessed"]
    assert shown["gaps"] == run("gaps", made, data=True).json
    cards = run("actions", made, data=True).json
    assert len(cards) == counts["findings"] + counts["recommendations"]
