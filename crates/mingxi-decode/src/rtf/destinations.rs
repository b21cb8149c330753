//! Where the text of a group goes, by the control that it begins with.

use super::state::Goes;

/// Where a group goes that begins with a control; `None` where the control begins none. `is_optional` says that programs
/// may pass over the group if they do not know it (`\*`).
pub(super) fn destination(word: &str, is_optional: bool, outer: Goes) -> Option<Goes> {
    Some(match word {
        "fonttbl" => Goes::Fonts,
        "colortbl" => Goes::Colours,
        "stylesheet" => Goes::Styles,
        "header" | "headerl" | "headerr" | "headerf" => Goes::Header,
        "listtext" | "pntext" => Goes::Label,
        "pict" => Goes::Picture,
        // Parts in which text of the document may stand.
        "shp" | "shpinst" | "upr" | "do" | "field" => match word {
            "field" => outer,
            _ => Goes::Outside,
        },
        "shptxt" | "dptxbxtext" | "ud" => Goes::Body,
        "fldrslt" | "result" | "shppict" | "nesttableprops" | "rtf" | "object" | "bkmkstart" | "mmath" => match word {
            "bkmkstart" => Goes::Nowhere,
            "mmath" => outer,
            _ => outer,
        },
        "moMath" | "moMathPara" | "mr" => outer,
        "info" | "footer" | "footerl" | "footerr" | "footerf" | "footnote" | "annotation" | "fldinst" | "nonshppict"
        | "shprslt" | "objdata" | "objclass" | "objname" | "objalias" | "sn" | "sv" | "sp" | "filetbl" | "revtbl"
        | "listtable" | "listoverridetable" | "xe" | "tc" | "rxe" | "txe" | "nonesttables" | "pn" | "background"
        | "template" | "themedata" | "colorschememapping" | "datastore" | "generator" | "atnid" | "atnauthor" | "ftnsep"
        | "ftnsepc" | "ftncn" | "aftnsep" | "aftnsepc" | "aftncn" | "falt" | "panose" | "keycode" | "bkmkend"
        | "htmltag" | "mmathPr" | "private" | "comment" | "title" | "author" => Goes::Nowhere,
        _ if is_optional => Goes::Nowhere,
        _ => return None,
    })
}
