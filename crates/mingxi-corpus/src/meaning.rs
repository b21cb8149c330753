//! What a number means beyond its label.

/// How many columns a meaning has in the CSV.
pub(crate) const COLUMNS: usize = 9;

/// What a number means: how its row stands among the others, and what its column and form say of it. `*` leaves a
/// field open.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Meaning {
    /// 1 类, 2 款, 3 项; the depth of a name without code; empty for totals and units.
    pub level: String,
    /// Code, or else name, of the row that contains it; empty at the top.
    pub parent: String,
    /// `total`, `group`, `leaf`, `memo`.
    pub role: String,
    /// Where the money comes from; empty for several funds together.
    pub fund: String,
    /// The stage of the budget year.
    pub phase: String,
    /// `revenue` or `expenditure`.
    pub flow: String,
    /// Code of the budget unit that the row belongs to.
    pub unit_code: String,
    /// Department-economic code of a row with three classifications.
    pub economic_code: String,
    /// The stable name of what the column states.
    pub measure_code: String,
}

impl Meaning {
    /// The fields in the order of the CSV.
    pub fn fields(&self) -> [(&'static str, &str); 9] {
        [
            ("level", &self.level),
            ("parent", &self.parent),
            ("role", &self.role),
            ("fund", &self.fund),
            ("phase", &self.phase),
            ("flow", &self.flow),
            ("unit_code", &self.unit_code),
            ("economic_code", &self.economic_code),
            ("measure_code", &self.measure_code),
        ]
    }

    pub(crate) fn of_fields(fields: &[String]) -> Option<Meaning> {
        let all: &[String; COLUMNS] = fields.try_into().ok()?;
        let [level, parent, role, fund, phase, flow, unit_code, economic_code, measure_code] = all.clone();
        // A meaning always has a role.
        (!role.is_empty()).then_some(Meaning {
            level,
            parent,
            role,
            fund,
            phase,
            flow,
            unit_code,
            economic_code,
            measure_code,
        })
    }
}
