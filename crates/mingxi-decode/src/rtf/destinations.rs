//! Where the text of a group goes, by the control that it begins with.

use super::state::Goes;

/// Groups whose text stands where the group does.
const THROUGH: [&str; 11] = [
    "rtf",
    "field",
    "fldrslt",
    "object",
    "result",
    "shppict",
    "nesttableprops",
    "mmath",
    "moMath",
    "moMathPara",
    "mr",
];
/// Groups whose text is none of the document's.
const APART: [&str; 53] = [
    "info",
    "footer",
    "footerl",
    "footerr",
    "footerf",
    "footnote",
    "annotation",
    "fldinst",
    "nonshppict",
    "shprslt",
    "objdata",
    "objclass",
    "objname",
    "objalias",
    "sn",
    "sv",
    "sp",
    "filetbl",
    "revtbl",
    "listtable",
    "listoverridetable",
    "xe",
    "tc",
    "rxe",
    "txe",
    "nonesttables",
    "pn",
    "background",
    "template",
    "themedata",
    "colorschememapping",
    "datastore",
    "generator",
    "atnid",
    "atnauthor",
    "ftnsep",
    "ftnsepc",
    "ftncn",
    "aftnsep",
    "aftnsepc",
    "aftncn",
    "falt",
    "panose",
    "bkmkstart",
    "bkmkend",
    "htmltag",
    "mmathPr",
    "private",
    "comment",
    "title",
    "author",
    "company",
    "datafield",
];

/// Where a group goes that begins with a control; `None` where the control begins none. `is_optional` says that programs
/// may pass over the group if they do not know it (`\*`).
pub(super) fn destination(word: &str, is_optional: bool, outer: Goes) -> Option<Goes> {
    Some(match word {
        "fonttbl" => Goes::Fonts,
        "colortbl" => Goes::Colours,
        "stylesheet" => Goes::Styles,
        "header" | "headerl" | "headerr" | "headerf" => Goes::Header,
        "listtext" | "pntext" if outer == Goes::Body => Goes::Label,
        "pict" => Goes::Picture,
        // Of a text box only the text inside is one; of two forms of a text the second.
        "shp" | "shpinst" | "do" | "upr" if matches!(outer, Goes::Body | Goes::Outside) => Goes::Outside,
        "shp" | "shpinst" | "do" | "upr" => Goes::Nowhere,
        "shptxt" | "dptxbxtext" => Goes::Body,
        _ if word == "ud" && outer == Goes::Outside => Goes::Body,
        _ if THROUGH.contains(&word) => outer,
        _ if APART.contains(&word) => Goes::Nowhere,
        _ if is_optional => Goes::Nowhere,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_that_nobody_knows_are_passed_over_only_where_they_say_so() {
        assert_eq!(destination("unheardof", true, Goes::Body), Some(Goes::Nowhere));
        assert_eq!(destination("unheardof", false, Goes::Body), None);
        assert_eq!(destination("fldrslt", false, Goes::Body), Some(Goes::Body));
        assert_eq!(destination("nesttableprops", true, Goes::Body), Some(Goes::Body));
        assert_eq!(destination("shptxt", false, Goes::Outside), Some(Goes::Body));
        assert_eq!(destination("footnote", false, Goes::Body), Some(Goes::Nowhere));
    }
}
