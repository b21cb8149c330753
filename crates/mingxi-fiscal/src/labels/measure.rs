//! What a row counts, by its name: 基本支出, 本年收入合计, 公务接待费.

use crate::Measures;
use mingxi_model::RowLabel;

/// Fills the measure of rows without a code, from the vocabulary that names the columns of other forms: what
/// one form prints as a row, another prints as a column.
pub(super) fn fill(labels: &mut [RowLabel], measures: &Measures) {
    for label in labels.iter_mut().filter(|label| label.code.is_none()) {
        let name = label.name.as_deref().unwrap_or_default();
        label.measure_code = measures.code_of_row(name).map(str::to_owned);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Vocabulary;

    #[test]
    fn rows_are_named_like_columns() {
        let measures = Vocabulary::builtin().unwrap().measures;
        let code = |name: &str| {
            let mut labels = [RowLabel { name: Some(name.to_owned()), ..RowLabel::default() }];
            fill(&mut labels, &measures);
            let [label] = labels;
            label.measure_code.unwrap_or_default()
        };
        assert_eq!(code("基本支出"), "basic");
        assert_eq!(code("本年收入合计"), "current_year_revenue");
        assert_eq!(code("上年结转和结余"), "opening_balance");
        assert_eq!(code("一般公共预算拨款收入"), "general_public_budget");
        assert_eq!(code("公务用车购置及运行费"), "vehicles_total");
        assert_eq!(code("社会保障和就业支出"), "");
        let mut coded = [RowLabel {
            code: Some("301".to_owned()),
            name: Some("基本支出".to_owned()),
            ..RowLabel::default()
        }];
        fill(&mut coded, &measures);
        assert_eq!(coded[0].measure_code, None);
    }
}
