//! Reading rates, ratings and the curves that turn a figure into points.
use super::reader::Reader;
use crate::finding::Findings;
use crate::read::At;
use crate::scheme::options::PARTS;
use crate::scheme::*;

impl Reader<'_, '_> {
    /// A figure on the scale of a curve: a percentage for rates, else a number.
    fn figure(&self, f: &mut Findings<'_>, key: &'static str, percent: bool) -> Option<At<Points>> {
        if percent { self.section.share(f, key) } else { self.section.points(f, key) }
    }

    /// `points` with `scale`; or `steps`; or `points` with `per`; or `points` with `target`, `per` and `off`.
    pub(in crate::scheme) fn curve(&self, f: &mut Findings<'_>, percent: bool) -> Curve {
        let s = self.section;
        let full = if percent { Points::ONE } else { Points::whole(100) };
        let scale = if percent { None } else { s.points(f, "scale") };
        if let Some(scale) = scale.as_ref().filter(|scale| !scale.value.is_positive()) {
            f.error_with(&scale.span, "“scale”应大于 0", "例如 scale = 100");
        }
        if s.has("steps") {
            if s.has("points") {
                s.get("points");
                f.error_with(&s.at("points"), "分档（steps）里已有分值，不再写“points”", "删去 points");
            }
            return Curve::Steps { steps: self.steps(f, percent) };
        }
        let points = self.need_points(f, "points");
        let per = self.figure(f, "per", percent);
        if let Some(per) = per.as_ref().filter(|per| !per.value.is_positive()) {
            f.error_with(&per.span, "“per”应大于 0", "例如 per = 1");
        }
        let target = self.figure(f, "target", percent);
        let Some(per) = per else {
            if let Some(target) = target {
                let hint = "写 per（每差多少）和 off（扣多少分）";
                f.error_with(&target.span, "写了目标，没有写明差多少扣多少", hint);
            }
            let scale = scale.map_or(full, |s| s.value);
            return Curve::Linear { points, scale: if scale.is_positive() { scale } else { full } };
        };
        let part = s.choice(f, "part", &PARTS);
        if part.is_none() && !s.has("part") {
            let hint = "写 part = \"proportional\"（按比例）、\"none\"（不计）或 \"full\"（按一个单位计）";
            f.error_with(&per.span, "没有写明不足一个单位怎样计（part）", hint);
        }
        let part = part.map_or(Part::None, |p| p.value);
        let Some(target) = target else { return Curve::PerStep { points, per: per.value, part } };
        let off = self.need_points(f, "off");
        if off.is_negative() {
            f.error_with(&s.at("off"), "“off”写扣多少分，不带负号", "例如 off = 0.5");
        }
        let floor = s.points(f, "floor").map_or(Points::ZERO, |p| p.value);
        Curve::Shortfall { points, target: target.value, per: per.value, off, floor, part }
    }

    fn steps(&self, f: &mut Findings<'_>, percent: bool) -> Vec<(Points, Points)> {
        let mut steps = Vec::new();
        for table in self.section.tables(f, "steps") {
            let from = if percent { table.share(f, "from") } else { table.points(f, "from") };
            let points = table.points(f, "points");
            table.finish(f);
            match (from, points) {
                (Some(from), Some(points)) => steps.push((from.value, points.value)),
                _ => {
                    f.error_with(&table.span, "每一档要写 from 和 points", "{ from = \"90%\", points = 10 }")
                }
            }
        }
        if !steps.is_sorted_by(|a, b| a.0 > b.0) {
            f.error_with(&self.section.at("steps"), "各档应由高到低，不重复", "把 from 大的写在前面");
        }
        steps
    }
}
