//! How cells of a workbook look: by what the values are and what is known of them.

use crate::table::{Column, Form, Shade};
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// The formats of a workbook, made once.
pub(crate) struct Looks {
    /// Of the line of headings.
    pub heading: Format,
    /// Of a title.
    pub title: Format,
    /// Of text over several lines.
    pub wrapped: Format,
    cells: Vec<(Form, Option<Shade>, Format)>,
}

/// The forms of cells.
const FORMS: [Form; 7] =
    [Form::Text, Form::Code, Form::Whole, Form::Money, Form::Number, Form::Real, Form::Truth];

impl Looks {
    /// Makes them.
    pub fn new() -> Looks {
        let heading = Format::new()
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::VerticalCenter)
            .set_background_color(Color::RGB(0xDD_E6_F0))
            .set_border_bottom(FormatBorder::Thin);
        let mut cells = Vec::new();
        for form in FORMS {
            for shade in [None].into_iter().chain(Shade::ALL.map(Some)) {
                cells.push((form, shade, look(form, shade)));
            }
        }
        Looks {
            heading,
            title: Format::new().set_bold().set_font_size(14),
            wrapped: Format::new().set_text_wrap().set_align(FormatAlign::Top),
            cells,
        }
    }

    /// The format of a cell; `None` for plain text, which needs none.
    pub fn of(&self, form: Form, shade: Option<Shade>) -> Option<&Format> {
        if form == Form::Text && shade.is_none() {
            return None;
        }
        self.cells.iter().find(|(f, s, _)| *f == form && *s == shade).map(|(_, _, format)| format)
    }

    /// The format that shows a shade alone.
    pub fn shade(&self, shade: Shade) -> Option<&Format> {
        self.of(Form::Text, Some(shade))
    }
}

fn look(form: Form, shade: Option<Shade>) -> Format {
    let format = match form {
        Form::Text | Form::Truth => Format::new(),
        Form::Code => Format::new().set_num_format("@"),
        Form::Whole => Format::new().set_num_format("0"),
        Form::Money => Format::new().set_num_format("#,##0.00####"),
        Form::Number | Form::Real => Format::new().set_num_format("General"),
    };
    match shade {
        Some(Shade::Conflict) => format.set_background_color(Color::RGB(0xFF_C7_CE)),
        Some(Shade::Repaired) => format.set_background_color(Color::RGB(0xFF_EB_9C)),
        Some(Shade::Verified) => format.set_background_color(Color::RGB(0xC6_EF_CE)),
        Some(Shade::Unverified) | None => format,
    }
}

/// How wide a column is, in characters.
pub(crate) fn width(column: &Column) -> f64 {
    match column.form {
        Form::Money => 18.0,
        Form::Whole | Form::Real | Form::Truth => 10.0,
        Form::Number => 14.0,
        Form::Code => 14.0,
        Form::Text => 24.0,
    }
}
