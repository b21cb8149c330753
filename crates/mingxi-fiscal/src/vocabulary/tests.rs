//! The shipped vocabularies are sound; further files are merged or refused.

use super::*;
use mingxi_model::{Fund, TableKind};

fn with(text: &str) -> Result<Vocabulary, String> {
    let extra = ExtraVocabulary { file: "county.toml".to_owned(), text: text.to_owned() };
    Vocabulary::with(&[extra]).map_err(|error| error.to_string())
}

fn refusal(text: &str) -> String {
    with(text).err().unwrap_or_else(|| panic!("accepted: {text}"))
}

#[test]
fn the_shipped_files_are_sound() {
    let vocabulary = Vocabulary::builtin().unwrap();
    let kinds = &vocabulary.kinds;
    for kind in TableKind::ALL.iter().filter(|kind| kind.has_line_items()) {
        assert_eq!(
            kinds.forms.iter().filter(|(of, _)| of == kind).count(),
            1,
            "[[form]] of {}",
            kind.as_str()
        );
    }
    for kind in TableKind::ALL {
        let profiles = kinds.profiles.iter().filter(|profile| profile.kind == *kind);
        assert_eq!(profiles.count(), 1, "[[profile]] of {}", kind.as_str());
    }
    for (index, sign) in kinds.signs.iter().enumerate() {
        for (of, _) in &sign.states {
            let weight = sign.weight.unwrap_or_else(|| kinds.weight(sign.source, *of));
            assert!(weight > 0, "sign {index}: {} counts nothing for {}", sign.source.as_str(), of.as_str());
        }
    }
    let measures = &vocabulary.measures;
    for code in measures.codes.keys() {
        let printed = measures.measures.iter().any(|measure| measure.code == *code)
            || measures.fallback.iter().any(|(of, _)| of == code);
        assert!(printed, "no pattern states {code}");
    }
    // Nothing that is compiled out of many alternatives may match the empty text by accident.
    for (name, pattern) in [
        ("skip", &measures.skip),
        ("caption", &vocabulary.headers.caption),
        ("header", &vocabulary.headers.header),
        ("total", &vocabulary.headers.total),
    ] {
        assert!(!pattern.is_match(""), "{name} matches nothing at all");
    }
}

#[test]
fn every_shipped_pattern_can_be_compiled() {
    let layers: Vec<Layer> = builtin_layers(false).collect::<Result<_, _>>().unwrap();
    Vocabulary::of(&layers).unwrap();
}

#[test]
fn an_extra_file_extends_every_section_and_wins() {
    let vocabulary = with(
        "[[code]]\ncode = 'talent_fund'\nmeaning = '人才专项资金'\n\
         [[measure]]\ncode = 'talent_fund'\nmatch = ['人才专项资金', '公务接待费']\n\
         [[fund]]\nfund = 'other'\nheader = ['人才专项资金']\n\
         [words]\ntotal = ['汇总数']\n\
         [[sign]]\nby = 'title'\nmatch = ['人才表']\nkind = ['government_fund']\n\
         [[weight]]\nby = 'shape'\nflow = 9\n\
         [[form]]\nkind = 'assets'\nflow = 'expenditure'\n",
    )
    .unwrap();
    assert_eq!(vocabulary.measures.code_of_row("人才专项资金"), Some("talent_fund"));
    assert_eq!(vocabulary.measures.code_of_row("公务接待费"), Some("talent_fund"));
    assert_eq!(vocabulary.measures.code_of_row("会议费"), Some("meetings"));
    assert!(vocabulary.headers.total.is_match("汇总数") && vocabulary.headers.total.is_match("合计"));
    let first = &vocabulary.kinds.signs[0];
    assert_eq!(first.states, [(Trait::Kind, vec!["government_fund".to_owned()])]);
    assert_eq!(vocabulary.kinds.weight(Source::Shape, Trait::Flow), 9);
    assert!(vocabulary.kinds.form(TableKind::Assets).flow.is_some());
}

#[test]
fn a_mistake_is_refused_with_file_line_and_reason() {
    let cases = [
        ("[frame]\ncaption = ['a']\nheding = ['b']\n", "county.toml line 3: unknown field `heding`"),
        (
            "\n\n[[measure]]\ncode = 'basic'\nmatch = ['x(']\n",
            "county.toml line 5: `x(` is no regular expression: unclosed group",
        ),
        ("[[measure]]\ncode = 'bassic'\nmatch = ['x']\n", "county.toml line 2: `bassic` is no measure code"),
        ("[[measure]]\ncode = 'basic'\n", "county.toml line 2: `basic` has no pattern"),
        ("[[code]]\ncode = 'Talent Fund'\nmeaning = 'x'\n", "county.toml line 2: `Talent Fund` is no name"),
        (
            "[[code]]\ncode = 'basic'\nmeaning = 'x'\n",
            "county.toml line 2: the measure code `basic` is already declared",
        ),
        (
            "[[sign]]\nby = 'title'\nkind = ['budget']\nmatch = ['x']\n",
            "county.toml line 3: `budget` is no table kind",
        ),
        ("[[fund]]\nfund = 'lottery'\n", "county.toml line 2: `lottery` is no fund"),
        ("[[phase]]\nphase = 'draft'\nmatch = ['x']\n", "county.toml line 2: `draft` is no phase"),
        ("[[role]]\nrole = 'amount'\nmatch = ['x']\n", "county.toml line 2: `amount` is no column role"),
        (
            "[[sign]]\nby = 'smell'\nmatch = ['x']\nis = { flow = ['both'] }\n",
            "county.toml line 2: `smell` is no evidence",
        ),
        (
            "[[sign]]\nby = 'title'\nmatch = ['x']\nis = { flow = ['sideways'] }\n",
            "county.toml line 2: no kind has the flow `sideways`",
        ),
        ("[[sign]]\nby = 'title'\nmatch = ['x']\n", "county.toml line 2: a sign that states nothing"),
        ("skip = ['']\n", "county.toml line 1: an empty pattern"),
        ("skip = 3\n", "county.toml line 1: invalid type"),
        ("skip = [\n", "county.toml line "),
    ];
    for (text, expected) in cases {
        let told = refusal(text);
        assert!(told.starts_with(expected), "{text:?}: {told}");
    }
}

#[test]
fn a_fund_is_told_by_header_row_and_title() {
    let measures = Vocabulary::builtin().unwrap().measures;
    assert_eq!(measures.fund_of_row("政府性基金预算拨款收入"), Some(Fund::GovernmentFund));
    assert_eq!(measures.fund_of_row("上年结转"), Some(Fund::CarryOver));
    assert_eq!(measures.fund_of_row("国有资本经营预算支出"), None, "a functional class, not a source");
    assert_eq!(measures.fund_of_title("一般公共预算“三公”经费支出表"), Some(Fund::GeneralPublicBudget));
    assert_eq!(measures.fund_of_title("一般公共预算和政府性基金预算支出表"), None);
}

#[test]
fn prose_uses_the_measure_codes_of_the_tables() {
    let declared = Vocabulary::builtin().unwrap().measures.codes;
    let prose: toml::Table =
        toml::from_str(include_str!("../../../../schemas/vocab/statements.toml")).unwrap();
    let entries = prose.values().filter_map(|value| value.as_array()).flatten();
    let used: Vec<&str> = entries.filter_map(|entry| entry.get("code")?.as_str()).collect();
    assert!(!used.is_empty());
    for code in used {
        assert!(declared.contains_key(code), "{code} of statements.toml is not declared");
    }
}
