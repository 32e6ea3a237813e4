//! Grades, their quotas and vetoes.
use super::Check;
use crate::finding::Findings;
use crate::scheme::place::Place;
use crate::scheme::*;

impl Check<'_> {
    pub(super) fn grades(&self, f: &mut Findings<'_>) {
        self.bands(f);
        for (grade, place) in self.all_grades() {
            self.needs(f, grade, place);
            if let Some(quota) = &grade.quota {
                quota_size(f, quota, place, ["quota", "quota_places"]);
                reserves(f, grade, quota, place);
            }
        }
        self.quotas(f);
        self.good_or_above(f);
        self.vetoes(f);
    }

    /// Which grades count as good or above: said, without a gap from the best one on, and not all of them.
    fn good_or_above(&self, f: &mut Findings<'_>) {
        let Some(first) = self.places.grades.first() else { return };
        if self.places.grades.iter().all(|place| !place.has("good")) {
            let hint = "在计入优良的等次里写 good = true；本办法不算优良率的，在最高一等写 good = false";
            f.warn(first.id(), "没有写明哪些等次计入优良，算不出优良率", hint);
        }
        let (mut passed, count) = (None, self.scheme.grades.len());
        for (n, (grade, place)) in self.all_grades().enumerate() {
            match (grade.good, passed) {
                (true, Some(better)) => {
                    let message = format!("“{}”计入优良，更高的“{better}”却不计入", grade.label);
                    f.warn(place.at("good"), message, "计入优良的等次应从最高一等起连着写");
                }
                (true, None) if count > 1 && n.saturating_add(1) == count => {
                    let message = format!("最低一等“{}”也计入优良，人人都是优良", grade.label);
                    f.warn(place.at("good"), message, "删去最低一等的 good");
                }
                (false, None) => passed = Some(grade.label.as_str()),
                _ => {}
            }
        }
    }

    fn bands(&self, f: &mut Findings<'_>) {
        let best = self.best_score();
        let mut above: Option<(&Grade, Points)> = None;
        for (n, (grade, place)) in self.all_grades().enumerate() {
            let last = n.saturating_add(1) == self.scheme.grades.len();
            if last && grade.quota.is_some() {
                let message = format!("“{}”是最低一等，不能限名额", grade.label);
                let at = if place.has("quota") { "quota" } else { "quota_places" };
                f.error_with(place.at(at), message, "删去名额：不够上一等的人都在最低一等");
            }
            let below = self.places.below.get(n).copied().flatten();
            match (&above, below) {
                (Some((better, from)), Some(below)) if below != *from => {
                    meet(f, grade, better, *from, below, place)
                }
                (None, Some(_)) if n == 0 => {
                    let message = format!("“{}”是最高一等，不能有上限", grade.label);
                    f.error_with(place.at("below"), message, "删去 below，或把更高的一等写在前面");
                }
                _ => {}
            }
            let Some(from) = grade.from else {
                if !last && grade.quota.is_none() {
                    let message = format!("“{}”没有写从多少分起（from）", grade.label);
                    f.error_with(place.id(), message, "只有最低一等或写了名额（quota）的可以不写");
                }
                continue;
            };
            if last && self.scheme.floor.is_none_or(|floor| from > floor) {
                let message = format!("最低一等“{}”从 {from} 分起，低于 {from} 分没有等次", grade.label);
                f.error_with(place.at("from"), message, "最低一等不写 from");
            }
            if above.is_some_and(|(_, better)| from >= better) {
                let message = format!("“{}”从 {from} 分起，不低于上一等", grade.label);
                f.error_with(place.at("from"), message, "等次应由高到低排列");
            }
            if let Some(best) = best.filter(|best| from > *best) {
                let message = format!("“{}”从 {from} 分起，最多却只能得 {best} 分，谁也达不到", grade.label);
                if self.scheme.total.is_some_and(|total| from > total) {
                    f.error_with(place.at("from"), message, "降低起点分");
                } else {
                    f.warn(place.at("from"), message, "降低起点分，或提高规则的分值、上限");
                }
            }
            above = Some((grade, from));
        }
    }

    /// Shares of all grades together.
    fn quotas(&self, f: &mut Findings<'_>) {
        let (mut quotas, mut hoped) = (Points::ZERO, Points::ZERO);
        for (grade, place) in self.all_grades() {
            if let Some(Quota { size: Size::Share(share), within: None, .. }) = &grade.quota {
                quotas = quotas.checked_add(*share).unwrap_or(quotas);
                if quotas > Points::ONE {
                    let message = format!("各等名额合计 {}，超过 100%", quotas.to_percent());
                    f.error_with(place.at("quota"), message, "减少名额");
                }
            }
            if let Some(about) = grade.about {
                hoped = hoped.checked_add(about).unwrap_or(hoped);
                if hoped > Points::ONE {
                    let message = format!("各等大致比例合计 {}，超过 100%", hoped.to_percent());
                    f.error_with(place.at("about"), message, "减少比例");
                }
                if let Some(Quota { size: Size::Share(share), .. }) = &grade.quota
                    && about > *share
                {
                    let message = format!("大致 {}，名额却只有 {}", about.to_percent(), share.to_percent());
                    f.error_with(place.at("about"), message, "about 不大于 quota");
                }
            }
        }
    }

    fn vetoes(&self, f: &mut Findings<'_>) {
        for (n, (veto, place)) in self.all_vetoes().enumerate() {
            if veto.ceiling && self.scheme.grades.first().is_some_and(|best| best.id == veto.grade) {
                f.warn(place.at("grade"), "不得高于最高一等，等于没有限制", "写低一等的等次");
            }
            let same = |other: &&Veto| other.cause == veto.cause && other.grade != veto.grade;
            if let Some(other) = self.scheme.vetoes.iter().take(n).find(same)
                && !(veto.ceiling || other.ceiling)
            {
                let message = format!("与“{}”原因相同，定的等次却不同", other.label);
                f.error_with(place.at("grade"), message, "只写一处");
            }
        }
    }
}

fn meet(f: &mut Findings<'_>, grade: &Grade, better: &Grade, from: Points, below: Points, place: &Place) {
    let (better, label) = (&better.label, &grade.label);
    let hint = format!("把“{label}”写成 below = {from}，上一等从多少起，下一等就到多少止");
    let message = if below > from {
        format!("“{label}”到 {below} 分止，与“{better}”从 {from} 分起重叠")
    } else {
        format!("“{label}”到 {below} 分止，“{better}”从 {from} 分起，中间的分数没有等次")
    };
    f.error_with(place.at("below"), message, hint);
}

/// A quota of nobody or of all.
pub(super) fn quota_size(f: &mut Findings<'_>, quota: &Quota, place: &Place, [share, people]: [&str; 2]) {
    match quota.size {
        Size::Share(size) if size.is_zero() => {
            f.error_with(place.at(share), "比例为 0，一个人也没有", "写明比例");
        }
        Size::Share(size) if size == Points::ONE => {
            f.warn(
                place.at(share),
                "比例为 100%，等于没有限制",
                "对所有人适用的写 all = true，等次不限名额的删去 quota",
            );
        }
        Size::People(0) => f.error_with(place.at(people), "名额为 0，一个人也没有", "写明人数"),
        _ => {}
    }
}

fn reserves(f: &mut Findings<'_>, grade: &Grade, quota: &Quota, place: &Place) {
    let (mut shares, mut places) = (Points::ZERO, 0_u32);
    let kept = grade.reserves.iter().filter(|r| !r.at_most).enumerate();
    for (n, reserve) in kept {
        let at = place.item("reserve", n);
        match reserve.size {
            Size::Share(share) => shares = shares.checked_add(share).unwrap_or(shares),
            Size::People(people) => places = places.saturating_add(people),
        }
        let over = match quota.size {
            Size::People(people) => places > people,
            Size::Share(_) => false,
        };
        if shares > Points::ONE || over {
            f.error_with(at, "留给各类人的名额合计超过全部名额", "减少其中的名额");
        }
        let limit = grade.reserves.iter().find(|other| other.at_most && other.class == reserve.class);
        let less = limit.is_some_and(|limit| match (limit.size, reserve.size) {
            (Size::Share(most), Size::Share(least)) => most < least,
            (Size::People(most), Size::People(least)) => most < least,
            _ => false,
        });
        if less {
            f.error_with(at, "同一类人至少的名额多于至多的名额", "改 reserve 或 limit");
        }
    }
}
