//! Records made by hand.

use crate::Record;
use mingxi_model::{
    Amount, BBox, Cell, ChangeDirection, Check, CheckStatus, Classification, CodeStatus, Diagnostic,
    DocumentFacts, Extraction, Flow, Format, Fund, Grid, Indicator, KindEvidence, LineItem, Operator,
    Outcome, PaymentShare, Phase, Place, Project, Reading, RowRole, Scope, Severity, Slip, Stage, Statement,
    Status, Step, Table, TableKind, TargetPart, Term,
};
use rust_decimal::Decimal;

/// A number as printed.
pub fn number(text: &str) -> Decimal {
    Decimal::from_str_exact(text).unwrap()
}

/// A record about which nothing is known.
pub fn blank(id: &str) -> Record {
    Record {
        document_id: id.to_owned(),
        source_path: format!("in/{id}.docx"),
        duplicate_paths: Vec::new(),
        file_name: format!("{id}.docx"),
        members: Vec::new(),
        container_path: None,
        format: None,
        size_bytes: None,
        page_count: None,
        status: Status::Ok,
        error: None,
        reading: Reading::default(),
    }
}

/// A record of a year, region and agency with one line item.
pub fn of_agency(id: &str, year: Option<i16>, region: Option<&str>, agency: Option<&str>) -> Record {
    let mut record = blank(id);
    record.reading.facts = DocumentFacts {
        fiscal_year: year,
        region_code: region.map(str::to_owned),
        agency_name: agency.map(str::to_owned),
        ..DocumentFacts::default()
    };
    record.reading.line_items = vec![line_item(1, 4, 2, "1.50", Some("万元"))];
    record
}

/// A line item with little beside its number.
pub fn line_item(table_id: i32, row: i32, col: i32, value: &str, unit: Option<&str>) -> LineItem {
    LineItem {
        table_id,
        table_kind: TableKind::ExpenditureSummary,
        row,
        col,
        flow: None,
        classification: None,
        code: None,
        name: None,
        name_as_printed: None,
        level: None,
        parent_code: None,
        secondary_code: None,
        secondary_name: None,
        parent_row: None,
        economic_code: None,
        economic_name: None,
        code_status: None,
        row_role: None,
        line_no: None,
        unit_code: None,
        unit_name: None,
        measure: "合计".to_owned(),
        measure_code: None,
        item_code: None,
        fund: None,
        phase: None,
        value_text: value.to_owned(),
        amount: Amount::new(number(value), unit),
        check_status: CheckStatus::Unverified,
        suspect_rank: None,
        suspect_value: None,
        suspect_slip: None,
        place: None,
    }
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn on_page(number: i32) -> Option<Place> {
    let bbox = BBox { x0: 72.5, y0: 100.25, x1: 144.0, y1: 112.75 };
    Some(Place::Page { number, bbox })
}

fn table(table_id: i32) -> Table {
    let mut header = Cell::single(0, 0, "科目编码", on_page(3));
    header.col_span = 2;
    header.is_header = true;
    let cells = vec![
        header,
        Cell::single(1, 0, "2080505", Some(Place::Part("body/tbl[1]/tr[2]/tc[1]".to_owned()))),
        Cell {
            text_raw: "2,769 .16".to_owned(),
            indent: Some(2.5),
            repair: some("was in column 0: the row sum proves the place"),
            ..Cell::single(1, 1, "2,769.16", on_page(4))
        },
    ];
    Table {
        table_id,
        title: some("部门支出总表"),
        form_number: some("公开03表"),
        kind: TableKind::ExpenditureSummary,
        kind_evidence: KindEvidence::Both,
        printed_unit: some("万元"),
        grid: Grid::new(2, 2, cells).unwrap(),
        header_rows: 1,
        captions: vec!["单位：万元".to_owned()],
        notes: Vec::new(),
        extraction: Extraction::Native,
        is_blank: false,
        columns: Vec::new(),
        labels: Vec::new(),
        doubts: Vec::new(),
        unpublished_numbers: 2,
        why: Vec::new(),
    }
}

/// A record that fills every column of every dataset.
pub fn full(id: &str) -> Record {
    Record {
        document_id: id.to_owned(),
        source_path: "in/a.docx".to_owned(),
        duplicate_paths: vec!["in/b.docx".to_owned(), "in/c.docx".to_owned()],
        file_name: "a.docx".to_owned(),
        members: Vec::new(),
        container_path: some("all.zip/a.docx"),
        format: Some(Format::Docx),
        size_bytes: Some(3_000_000_000),
        page_count: Some(41),
        status: Status::Partial,
        error: Some((mingxi_model::ErrorKind::Truncated, "the last part is missing".to_owned())),
        reading: Reading {
            facts: facts(),
            tables: vec![table(2), table(1)],
            line_items: vec![full_line_item()],
            indicators: vec![indicator()],
            projects: vec![project()],
            statements: vec![statement()],
            checks: vec![check()],
            diagnostics: vec![
                Diagnostic::new(Step::Grid, Severity::Warning, "shifted_row", "row 5 was shifted")
                    .table(1)
                    .cell(5, Some(2))
                    .at(Some(Place::Text { line: 1532 })),
                Diagnostic::new(Step::Decode, Severity::Info, "encoding", "read as GB18030"),
            ],
        },
    }
}

fn facts() -> DocumentFacts {
    DocumentFacts {
        title: some("某区医疗保障局2024年部门预算"),
        agency_name: some("某区医疗保障局"),
        agency_name_as_printed: some("某区医疗保障局本级"),
        agency_type: some("医疗保障局"),
        agency_code: some("571001"),
        region_code: some("131003"),
        region_name: some("河北省廊坊市广阳区"),
        province: some("河北省"),
        city: some("廊坊市"),
        county: some("广阳区"),
        fiscal_year: Some(2024),
        stage: Some(Stage::Budget),
        scope: Some(Scope::Unit),
    }
}

fn full_line_item() -> LineItem {
    LineItem {
        flow: Some(Flow::Expenditure),
        classification: Some(Classification::Functional),
        code: some("2080505"),
        name: some("机关事业单位基本养老保险缴费支出"),
        name_as_printed: some("  1、机关事业单位基本养老保险缴费支出"),
        level: Some(3),
        parent_code: some("20805"),
        secondary_code: some("50102"),
        secondary_name: some("社会保障缴费"),
        parent_row: Some(3),
        economic_code: some("30108"),
        economic_name: some("机关事业单位基本养老保险缴费"),
        code_status: Some(CodeStatus::Verified),
        row_role: Some(RowRole::Leaf),
        line_no: some("12"),
        unit_code: some("571001"),
        unit_name: some("某区医疗保障局"),
        measure: "基本支出/人员经费".to_owned(),
        measure_code: some("basic_personnel"),
        item_code: some("basic_personnel"),
        fund: Some(Fund::GeneralPublicBudget),
        phase: Some(Phase::Approved),
        value_text: "2,769.16".to_owned(),
        check_status: CheckStatus::Conflict,
        suspect_rank: Some(1),
        suspect_value: Some(number("2796.16")),
        suspect_slip: Some(Slip::Transposed),
        place: on_page(4),
        ..line_item(1, 1, 1, "2769.16", Some("万元"))
    }
}

fn indicator() -> Indicator {
    Indicator {
        table_id: 2,
        table_kind: TableKind::PerformanceProject,
        row: 9,
        col: 3,
        part: 1,
        project_name: some("医保经办服务"),
        project_code: some("13100324P00001"),
        activity: some("参保管理"),
        level1: some("产出指标"),
        level2: some("数量指标"),
        level3: "参保人数".to_owned(),
        description: some("年末参保人数"),
        operator: Some(Operator::Ge),
        target_text: some("≥95.5%"),
        target_value: Some(number("95.5")),
        target_unit: some("%"),
        target_parts: Vec::new(),
        adjusted_target_text: some("≥96%"),
        adjusted_operator: Some(Operator::Ge),
        adjusted_target_value: Some(number("96")),
        adjusted_target_unit: some("%"),
        adjusted_target_parts: vec![
            TargetPart { operator: Operator::Ge, value: number("96"), unit: some("%") },
            TargetPart { operator: Operator::Le, value: number("98.5"), unit: None },
        ],
        actual_text: some("97.25%"),
        actual_operator: Some(Operator::Eq),
        actual_value: Some(number("97.25")),
        actual_unit: some("%"),
        actual_parts: Vec::new(),
        weight: Some(number("10")),
        score: Some(number("9.8")),
        scoring_rule: some("每低1%扣1分"),
        basis: some("工作计划"),
        is_core: Some(true),
        remark: some("无偏差"),
        place: on_page(12),
    }
}

fn project() -> Project {
    let wan = |text: &str| Some(Amount::new(number(text), Some("万元")));
    Project {
        table_ids: vec![2, 3],
        row: 0,
        place: on_page(12),
        project_name: some("医保经办服务"),
        project_code: some("13100324P00001"),
        department: some("某区医疗保障局"),
        implementing_unit: some("某区医疗保障局本级"),
        period: some("2026年"),
        budget: wan("120.00"),
        fiscal_funds: wan("100.00"),
        other_funds: wan("20.00"),
        approved: wan("110.00"),
        adjusted: wan("115.00"),
        executed: wan("34.14"),
        balance: wan("80.86"),
        execution_rate: Some(number("28.45")),
        execution_weight: Some(number("10")),
        execution_score: Some(number("2.84")),
        total_score: Some(number("92.5")),
        grade: some("优"),
        goal_text: some("保障参保人员待遇"),
        actual_text: some("已完成"),
        payment_plan: vec![
            PaymentShare { label: "3月底".to_owned(), percent: Some(number("25")) },
            PaymentShare { label: "6月底".to_owned(), percent: None },
        ],
        check_status: CheckStatus::Verified,
    }
}

fn statement() -> Statement {
    Statement {
        sentence: "机关运行经费12.5万元，比上年减少0.5万元，下降3.85%。".to_owned(),
        subject: some("机关运行经费"),
        code: some("20101"),
        measure_code: some("agency_operation"),
        amount: Some(Amount::new(number("12.5"), Some("万元"))),
        quantity: Some(number("3")),
        quantity_unit: some("辆"),
        change: Some(Amount::new(number("0.5"), Some("万元"))),
        change_percent: Some(number("3.85")),
        change_direction: Some(ChangeDirection::Decrease),
        reason_text: some("压减一般性支出"),
        place: Some(Place::Sheet { name: "说明".to_owned(), cell: "C5".to_owned() }),
    }
}

fn check() -> Check {
    let term = |row, coefficient| Term { table_id: 1, row, col: 1, coefficient };
    Check {
        rule_id: "row_sum",
        rule_name: "行合计",
        table_ids: vec![1],
        terms: vec![term(1, 1), term(2, -1)],
        expected: Some(number("27691600")),
        actual: Some(number("27691700")),
        difference: Some(number("100")),
        tolerance: Some(number("0.005")),
        unit: some("元"),
        outcome: Outcome::Broken,
        message_zh: "第1表第1行".to_owned(),
        message_en: "table 1, row 1".to_owned(),
    }
}
