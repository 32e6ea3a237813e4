//! What the mechanics are read with; points, units, shares and curves have files beside this one.
use crate::catalogue::Kind;
use crate::finding::Findings;
use crate::read::{self, Section};
use crate::scheme::options::{MISSING, MISSING_OR_ZERO};
use crate::scheme::*;

/// Reads one rule's own part.
pub(in crate::scheme) struct Reader<'r, 'a> {
    pub(in crate::scheme) section: &'r Section<'a>,
    pub(in crate::scheme) kind: Option<&'r Kind>,
}

impl Reader<'_, '_> {
    pub(in crate::scheme) fn need_points(&self, f: &mut Findings<'_>, key: &'static str) -> Points {
        if !self.section.has(key) {
            f.error_with(&self.section.span, format!("缺少“{key}”"), format!("加上 {key} = …"));
        }
        self.section.points(f, key).map_or(Points::ZERO, |p| p.value)
    }

    pub(in crate::scheme) fn missing(&self, f: &mut Findings<'_>, key: &'static str, zero: bool) -> Missing {
        let options: &[_] = if zero { &MISSING_OR_ZERO } else { &MISSING };
        let chosen = self.section.choice(f, key, options);
        if chosen.is_none() && !self.section.has(key) {
            let names: Vec<_> = options.iter().map(|o| o.0).collect();
            let hint = format!("{key} = 可以写：{}（exclude 不计入满分，full 按满分）", names.join("、"));
            f.error_with(&self.section.span, format!("没有写明没有时怎样计（{key}）"), hint);
        }
        chosen.map_or(Missing::Exclude, |c| c.value)
    }

    /// A list of numbers; at least one.
    pub(in crate::scheme) fn list(&self, f: &mut Findings<'_>, key: &'static str) -> Vec<Points> {
        let mut points = Vec::new();
        match self.section.get(key).and_then(|v| v.get_ref().as_array()) {
            Some(array) => points.extend(array.iter().filter_map(|item| read::points_of(f, item))),
            None => f.error_with(
                &self.section.span,
                format!("“{key}”应为依次的数"),
                format!("写成 {key} = [10, 5]"),
            ),
        }
        if points.is_empty() {
            f.error_with(
                &self.section.at(key),
                format!("“{key}”至少写一个数"),
                format!("例如 {key} = [10, 5]"),
            );
        }
        points
    }
}
