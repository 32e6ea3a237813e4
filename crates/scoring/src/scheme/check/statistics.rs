//! Figures to report that cannot be found, or that count something twice.
use super::Check;
use super::counts::{count_fits, counted_twice};
use crate::finding::Findings;
use crate::scheme::*;

impl Check<'_> {
    pub(super) fn statistics(&self, f: &mut Findings<'_>) {
        for (statistic, place) in self.all_statistics() {
            match &statistic.shows {
                Shows::Rate { filter, attended, excused, count, .. } => {
                    if *count == Count::Pieces {
                        let hint = "改用 count = \"facts\" 或 \"quantity\"";
                        f.error_with(place.at("count"), "比率按次数或数量算，不按件数", hint);
                    } else {
                        count_fits(f, *count, self.kind(filter), place);
                    }
                    counted_twice(f, attended, excused, place);
                }
                Shows::Count { filter, count } => count_fits(f, *count, self.kind(filter), place),
                Shows::Good if self.scheme.good_grades().next().is_none() => {
                    let hint = "在计入优良的等次里写 good = true";
                    f.error_with(place.at("show"), "没有哪个等次计入优良，算不出占比", hint);
                }
                Shows::Good => {}
            }
            for (n, attribute) in statistic.by.iter().enumerate() {
                if statistic.by.iter().take(n).any(|other| other == attribute) {
                    f.error_with(place.item("by", n), format!("“{attribute}”写了两次"), "删去一处");
                }
            }
        }
    }
}
